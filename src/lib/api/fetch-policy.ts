/** What the service worker does with a request. */
export type FetchPolicy = 'api' | 'cache-first' | 'network-first' | 'network' | 'untouched';

export interface FetchedRequest {
  url: string;
  method: string;
  /** `Request.mode`. */
  mode: string;
  hasRange: boolean;
}

/**
 * Decide by the request alone: the API is answered from a window; files whose name changes with their content come
 * from the cache; pages come from the network, or the cache without one and once all of a version is kept; other files of
 * the site come from the network, or the cache without one.
 * @param origin of the site
 * @param base path of the site, without slash at the end
 */
export function fetchPolicy(request: FetchedRequest, origin: string, base: string): FetchPolicy {
  const url = new URL(request.url);
  if (url.origin !== origin || !`${url.pathname}/`.startsWith(`${base}/`)) return 'untouched';
  const path = url.pathname.slice(base.length);
  if (path === '/api' || path.startsWith('/api/')) return 'api';
  if (request.method === 'HEAD') return 'network';
  if (request.method !== 'GET') return 'untouched';
  if (request.hasRange) return 'network';
  if (path.startsWith('/_app/immutable/')) return 'cache-first';
  return request.mode === 'navigate' ? 'network-first' : 'network';
}
