/// <reference lib="webworker" />
/// <reference types="@sveltejs/kit" />
import { base, version } from '$service-worker';
import { policyHeader } from '../scripts/content-policy.mjs';
import { askWindows } from './lib/api/ask-windows';
import { fetchPolicy } from './lib/api/fetch-policy';
import type { ApiResponse } from './lib/api/http';
import { withIsolation } from './lib/api/isolation';
import { answerFromFile } from './lib/api/offline-answer';
import {
  COMPLETE,
  immutableCache,
  isImmutable,
  isOfflineRequest,
  isOurCache,
  LIST,
  versionCache,
  type SiteFiles,
} from './lib/api/offline-names';
import { allowedOrigins } from './lib/store/link-hosts';

const worker = self as unknown as ServiceWorkerGlobalScope;
const [IMMUTABLE, CACHE] = [immutableCache(base), versionCache(base, version)];

// A later version waits until a person takes it (`take over`): nobody loses their work to an update.
worker.addEventListener('install', (event) => {
  if (!worker.registration.active) void worker.skipWaiting();
  event.waitUntil(siteFiles());
});

worker.addEventListener('activate', (event) => {
  event.waitUntil(removeOldCaches().then(() => worker.clients.claim()));
});

worker.addEventListener('message', (event) => {
  const data: unknown = event.data;
  if (!isOfflineRequest(data)) return;
  if (data.offline === 'take over') event.waitUntil(worker.skipWaiting());
  else event.waitUntil(answerList(event.ports[0]));
});

worker.addEventListener('notificationclick', (event) => {
  event.notification.close();
  event.waitUntil(showAlarms());
});

/** The tab that is there comes forward, else the Alarms page opens. */
async function showAlarms(): Promise<void> {
  const [tab] = await worker.clients.matchAll({ type: 'window' });
  await (tab ? tab.focus() : worker.clients.openWindow(`${base}/alarms/`));
}

async function answerList(port: MessagePort | undefined): Promise<void> {
  const site = await siteFiles().catch(() => null);
  port?.postMessage(site && { ...site, base });
}

/** The list of this version's files, kept since it was installed. @throws Error when the host has another version by now */
async function siteFiles(): Promise<SiteFiles> {
  const cache = await caches.open(CACHE);
  const kept = await cache.match(LIST);
  if (kept) return (await kept.json()) as SiteFiles;
  const response = await fetch(`${base}/site-files.json`, { cache: 'no-store' });
  const site = (await response.json()) as SiteFiles;
  if (site.version !== version) throw new Error(`files of version ${site.version}, not ${version}`);
  await cache.put(LIST, new Response(JSON.stringify(site)));
  return site;
}

async function listed(name: string): Promise<string[]> {
  const list = await (await caches.open(name)).match(LIST);
  const { files } = list ? ((await list.json()) as SiteFiles) : { files: [] };
  return files.filter(({ path }) => isImmutable(path)).map(({ path }) => `${base}/${path}`);
}

/** Files of the version before this one stay: its tabs go on. */
async function removeOldCaches(): Promise<void> {
  const names = (await caches.keys()).filter((name) => isOurCache(name, base));
  const old = names.filter((name) => name !== CACHE && name !== IMMUTABLE);
  const needed = new Set((await Promise.all([CACHE, ...old].map(listed))).flat());
  await Promise.all(old.map((name) => caches.delete(name)));
  const immutable = await caches.open(IMMUTABLE);
  for (const request of await immutable.keys())
    if (!needed.has(new URL(request.url).pathname)) await immutable.delete(request);
}

worker.addEventListener('fetch', (event) => {
  const { request } = event;
  const { url, method, mode, headers } = request;
  const policy = fetchPolicy(
    { url, method, mode, hasRange: headers.has('range') },
    worker.location.origin,
    base,
  );
  switch (policy) {
    case 'untouched':
      return;
    case 'api':
      return event.respondWith(answerFromWindow(event));
    case 'cache-first':
      return event.respondWith(cacheFirst(event).then((response) => dressed(request, response)));
    case 'network-first':
      return event.respondWith(page(event).then((response) => dressed(request, response)));
    case 'network':
      return event.respondWith(file(request).then((response) => dressed(request, response)));
  }
  policy satisfies never;
});

/**
 * Pages and workers get the headers of isolation, and the policy that says what they may fetch; what they load themselves
 * is of this origin and goes as it came, which for an engine of 34 MB is half the time.
 */
async function dressed({ url, mode, destination }: Request, response: Response): Promise<Response> {
  const isPage = mode === 'navigate';
  if (!isPage && !destination.endsWith('worker')) return response;
  const isolated = withIsolation(response);
  if (isolated === response) return response;
  const origins = isPage ? [] : await allowedOrigins();
  const policy = policyHeader(new URL(url).pathname, isPage ? 'page' : 'file', origins);
  if (policy) isolated.headers.set('Content-Security-Policy', policy);
  return isolated;
}

async function keep(name: string, request: Request, response: Response): Promise<void> {
  if (response.status === 200) await (await caches.open(name)).put(request, response);
}

/** Engines are kept by the page once a plant is open (`offline copy`): to keep one while it starts doubles its way. */
async function cacheFirst(event: FetchEvent): Promise<Response> {
  const { request } = event;
  const cached = await caches.match(request, { ignoreVary: true, cacheName: IMMUTABLE });
  if (cached) return cached;
  const response = await fetch(request);
  if (!request.url.endsWith('.wasm')) event.waitUntil(keep(IMMUTABLE, request, response.clone()));
  return response;
}

/**
 * Pages are kept without their query, which is the view and not another page. Once all of this version is kept its own
 * pages are shown, so that a newer version on the host comes only when a person takes it.
 */
async function page(event: FetchEvent): Promise<Response> {
  const { request } = event;
  const key = new Request(request.url.split(/[?#]/)[0]);
  const cache = await caches.open(CACHE);
  const cached = await cache.match(key);
  if (cached && (await cache.match(COMPLETE))) return cached;
  try {
    const response = await fetch(request);
    event.waitUntil(keep(CACHE, key, response.clone()));
    return response;
  } catch (error) {
    const kept = cached ?? (await cache.match(`${worker.location.origin}${base}/`));
    if (kept) return kept;
    throw error;
  }
}

/** Bodies of kept files while this worker lives: the simulated plant is read in many ranges. */
const bodies = new Map<string, Promise<Blob>>();

/** The kept copy of a file of this version, null when there is none. */
async function keptFile({ url, method, headers }: Request): Promise<Response | null> {
  const kept = await (await caches.open(CACHE)).match(url.split(/[?#]/)[0]);
  if (!kept) return null;
  const body = bodies.get(url) ?? kept.blob();
  bodies.set(url, body);
  return answerFromFile(method, headers.get('range'), await body, kept.headers.get('Content-Type'));
}

/** From the network; without one, and when no network is to be used, from what is kept, by ranges too. */
async function file(request: Request): Promise<Response> {
  if (request.cache === 'only-if-cached')
    return (await keptFile(request)) ?? new Response(null, { status: 204, statusText: 'Not kept' });
  try {
    return await fetch(request);
  } catch (error) {
    const kept = await keptFile(request);
    if (kept) return kept;
    throw error;
  }
}

/** Windows of the site, the one that asked first. */
async function windowsFor(clientId: string): Promise<WindowClient[]> {
  const windows = await worker.clients.matchAll({ type: 'window' });
  const ours = windows.filter(({ url }) => new URL(url).pathname.startsWith(`${base}/`));
  return ours.sort((a, b) => Number(b.id === clientId) - Number(a.id === clientId));
}

async function answerFromWindow({ request, clientId }: FetchEvent): Promise<Response> {
  const url = new URL(request.url);
  const response = await askWindows(await windowsFor(clientId), {
    method: request.method,
    path: url.pathname.slice(base.length),
    search: url.search,
    ...(await bodyOf(request)),
  });
  return json(response);
}

async function bodyOf(request: Request): Promise<{ body?: unknown }> {
  if (request.method === 'GET' || request.method === 'HEAD') return {};
  const text = await request.text();
  return text === '' ? {} : { body: text };
}

function json({ status, body }: ApiResponse): Response {
  const headers = { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' };
  return withIsolation(new Response(JSON.stringify(body), { status, headers }));
}
