/** Names of the site's caches, shared by the service worker and the pages that fill them. */

/** Files whose name changes with their content; of all versions together, so that an update fetches only what is new. */
export const immutableCache = (base: string): string => `biogas:${base}:immutable`;

/** Pages and other files of one version. */
export const versionCache = (base: string, version: string): string => `biogas:${base}:version ${version}`;

export const isOurCache = (name: string, base: string): boolean => name.startsWith(`biogas:${base}:`);

/** Entry of a version's cache that is there once everything of the version is kept; its body is the list. */
export const COMPLETE = '/complete-offline-copy';

/** Everything of a version, as paths of this origin. */
export interface SiteFiles {
  version: string;
  base: string;
  /** With names that change with their content. */
  immutable: string[];
  /** Pages and static files. */
  others: string[];
}

/** What a page asks the service worker: for the list of its files, or to take over from an older one. */
export type OfflineRequest = { offline: 'list' } | { offline: 'take over' };

export function isOfflineRequest(data: unknown): data is OfflineRequest {
  return typeof data === 'object' && data !== null && 'offline' in data;
}
