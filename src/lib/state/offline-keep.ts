import {
  COMPLETE,
  immutableCache,
  isImmutable,
  isOurCache,
  versionCache,
  type SiteList,
} from '$lib/api/offline-names';

/** A file and the cache that it belongs in. */
export interface Place {
  path: string;
  bytes: number;
  cache: string;
  /** Whether its name changes with its content. */
  immutable: boolean;
}

/** All files of a version with their places; small ones, without which nothing works, come first. */
export function placesOf({ base, version, files }: SiteList): Place[] {
  return files
    .map(({ path, bytes }) => {
      const immutable = isImmutable(path);
      const cache = immutable ? immutableCache(base) : versionCache(base, version);
      return { path: `${base}/${path}`, bytes, cache, immutable };
    })
    .sort((a, b) => a.bytes - b.bytes);
}

/** Those that are not kept yet. */
async function missingOf(places: readonly Place[]): Promise<Place[]> {
  const kept = new Set<string>();
  for (const name of new Set(places.map(({ cache }) => cache)))
    for (const { url } of await (await caches.open(name)).keys())
      kept.add(`${name} ${new URL(url).pathname}`);
  return places.filter(({ path, cache }) => !kept.has(`${cache} ${new URL(path, location.origin).pathname}`));
}

/** How far keeping a version came. */
export interface Kept {
  files: number;
  filesTotal: number;
  bytes: number;
  bytesTotal: number;
}

/**
 * Keep everything of a version, one file after the other: what the person does meanwhile goes first. Goes on where an
 * earlier call ended.
 * @throws Error when a file cannot be had; the signal's reason when it is aborted
 */
export async function keepSite(
  site: SiteList,
  signal: AbortSignal,
  tell: (kept: Kept) => void,
): Promise<void> {
  const cache = await caches.open(versionCache(site.base, site.version));
  if (await cache.match(COMPLETE)) return;
  const all = placesOf(site);
  const missing = await missingOf(all);
  const sum = (places: readonly Place[]) => places.reduce((total, { bytes }) => total + bytes, 0);
  const bytesTotal = sum(all);
  const bytes = bytesTotal - sum(missing);
  const kept = { files: all.length - missing.length, filesTotal: all.length, bytes, bytesTotal };
  tell({ ...kept });
  for (const place of missing) {
    signal.throwIfAborted();
    await keepOne(place, site.base, signal);
    kept.bytes += place.bytes;
    kept.files++;
    tell({ ...kept });
  }
  await cache.put(COMPLETE, new Response('complete'));
}

/** Fetch a file into its cache, unless an older version's copy is the same. */
async function keepOne(place: Place, base: string, signal: AbortSignal): Promise<void> {
  const { path, cache } = place;
  const same = place.immutable ? null : await unchangedCopy(place, base);
  const response = same ?? (await fetch(path, { cache: 'no-cache', signal }));
  if (!response.ok) throw new Error(`${path} cannot be kept: the host answered ${response.status}`);
  const body = await response.blob();
  const headers = new Headers(response.headers);
  headers.set('Content-Length', String(body.size));
  // The body is unpacked already.
  headers.delete('Content-Encoding');
  await (await caches.open(cache)).put(path, new Response(body, { headers }));
}

/** The copy of another version, where the host says by ETag or date that the file is still the same. */
async function unchangedCopy({ path, cache }: Place, base: string): Promise<Response | null> {
  for (const name of await caches.keys()) {
    if (!isOurCache(name, base) || name === cache) continue;
    const known = await (await caches.open(name)).match(path);
    if (!known) continue;
    const now = await fetch(path, { method: 'HEAD', cache: 'no-cache' });
    const isSame = (header: string) =>
      known.headers.has(header) && known.headers.get(header) === now.headers.get(header);
    if (isSame('ETag') || (!known.headers.has('ETag') && isSame('Last-Modified') && isSame('Content-Length')))
      return known;
  }
  return null;
}

/** Names of the caches of this site. */
async function ourCaches(): Promise<string[]> {
  const registration = await navigator.serviceWorker.getRegistration();
  const base = registration ? new URL(registration.scope).pathname.replace(/\/$/, '') : '';
  return (await caches.keys()).filter((name) => isOurCache(name, base));
}

/** Bytes of all files kept. */
export async function keptBytes(): Promise<number> {
  let bytes = 0;
  for (const name of await ourCaches()) {
    const cache = await caches.open(name);
    for (const request of await cache.keys())
      bytes += Number((await cache.match(request))?.headers.get('Content-Length') ?? 0);
  }
  return bytes;
}

/** Delete all files kept. */
export async function freeSite(): Promise<void> {
  for (const name of await ourCaches()) await caches.delete(name);
}

/** Ask a service worker for the files of its version. @throws Error when it does not know them */
export function siteFiles(worker: ServiceWorker): Promise<SiteList> {
  return new Promise((resolve, reject) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }: MessageEvent<SiteList | null>) => {
      port1.close();
      if (data) resolve(data);
      else reject(new Error('the host has another version of the site by now, or no list of its files'));
    };
    worker.postMessage({ offline: 'list' }, [port2]);
  });
}
