import type { LiveSource } from '$lib/rpc/live';
import { database } from './registry';

/** What is remembered between visits beside the theme, which the page needs before its first paint. */
export interface Settings {
  /** The plant to open at the next visit. */
  lastPlant: string;
  /** In whose time readings are shown. */
  zoneChoice: 'plant' | 'browser' | 'utc';
  /** Whether the list of pages is folded away. */
  navigationFolded: boolean;
  /** Whether the site is kept for use without network; absent: yes, unless the browser asks to save data. */
  offlineCopy: boolean;
  /** Origins that may be fetched from, see link-hosts.ts. */
  allowedOrigins: string[];
  /** The plant whose export is followed while it grows. */
  following: { id: string; paused: boolean };
  /** The live source that is heard. */
  live: { source: LiveSource; file: string; paused: boolean };
}

/** A remembered setting, undefined when it was never set. */
export async function readSetting<K extends keyof Settings>(key: K): Promise<Settings[K] | undefined> {
  return (await (await database()).get('settings', key)) as Settings[K] | undefined;
}

/** Remember a setting. */
export async function writeSetting<K extends keyof Settings>(key: K, value: Settings[K]): Promise<void> {
  await (await database()).put('settings', value, key);
}

/** Forget a setting. */
export async function clearSetting(key: keyof Settings): Promise<void> {
  await (await database()).delete('settings', key);
}
