/// <reference lib="webworker" />
/// <reference types="@sveltejs/kit" />
import { base, version } from '$service-worker';
import { askWindows } from './lib/api/ask-windows';
import { fetchPolicy } from './lib/api/fetch-policy';
import type { ApiResponse } from './lib/api/http';
import { withIsolation } from './lib/api/isolation';

const worker = self as unknown as ServiceWorkerGlobalScope;
const CACHE = `biogas-${base}-${version}`;

worker.addEventListener('install', () => void worker.skipWaiting());

worker.addEventListener('activate', (event) => {
  event.waitUntil(removeOldCaches().then(() => worker.clients.claim()));
});

async function removeOldCaches(): Promise<void> {
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith(`biogas-${base}-`) && name !== CACHE);
  await Promise.all(old.map((name) => caches.delete(name)));
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
      return event.respondWith(cacheFirst(event).then(withIsolation));
    case 'network-first':
      return event.respondWith(networkFirst(event).then(withIsolation));
    case 'network':
      return event.respondWith(fetch(request).then(withIsolation));
  }
  policy satisfies never;
});

async function keep(request: Request, response: Response): Promise<void> {
  if (response.status === 200) await (await caches.open(CACHE)).put(request, response);
}

async function cacheFirst(event: FetchEvent): Promise<Response> {
  const { request } = event;
  const cached = await caches.match(request);
  if (cached) return cached;
  const response = await fetch(request);
  event.waitUntil(keep(request, response.clone()));
  return response;
}

/** Pages are kept without their query, which is the view and not another page. */
async function networkFirst(event: FetchEvent): Promise<Response> {
  const { request } = event;
  const key = new Request(request.url.split(/[?#]/)[0]);
  try {
    const response = await fetch(request);
    event.waitUntil(keep(key, response.clone()));
    return response;
  } catch (error) {
    const cached = (await caches.match(key)) ?? (await caches.match(`${worker.location.origin}${base}/`));
    if (cached) return cached;
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
