/** Names of the site's caches, shared by the service worker and the pages that fill them. */

/** Files whose name changes with their content; of all versions together, so that an update fetches only what is new. */
export const immutableCache = (base: string): string => `biogas:${base}:immutable`;

/** Pages and other files of one version. */
export const versionCache = (base: string, version: string): string => `biogas:${base}:version ${version}`;

export const isOurCache = (name: string, base: string): boolean => name.startsWith(`biogas:${base}:`);

/** Entry of a version's cache that holds the list of its files, as scripts/site-files.mjs wrote it. */
export const LIST = '/list-of-files';
/** Entry of a version's cache that is there once everything of the version is kept. */
export const COMPLETE = '/complete-offline-copy';

/** A file of the site. */
export interface SiteFile {
  /** Relative to the site, without a slash before it; '' is the start page. */
  path: string;
  bytes: number;
}

/** Everything of a version. */
export interface SiteFiles {
  version: string;
  files: SiteFile[];
}

/** The list, with the path under which the site lies. */
export interface SiteList extends SiteFiles {
  base: string;
}

export const isImmutable = (path: string): boolean => path.startsWith('_app/immutable/');

/** What a page asks the service worker: for the list of its files, or to take over from an older one. */
export type OfflineRequest = { offline: 'list' } | { offline: 'take over' };

export function isOfflineRequest(data: unknown): data is OfflineRequest {
  return typeof data === 'object' && data !== null && 'offline' in data;
}
