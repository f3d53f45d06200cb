import { expect, test } from 'vitest';
import { askWindows, type AskedWindow } from '$lib/api/ask-windows';
import { fetchPolicy } from '$lib/api/fetch-policy';
import { ok } from '$lib/api/http';
import { shouldReload, withIsolation } from '$lib/api/isolation';
import { isApiMessage, type ApiReply } from '$lib/api/messages';

const request = { method: 'GET', path: '/api/health', search: '' };
const patience = { acceptMs: 30, answerMs: 30 };
const window = (...replies: ApiReply[]): AskedWindow => ({
  postMessage(message, [port]) {
    expect(isApiMessage(message)).toBe(true);
    for (const reply of replies) (port as MessagePort).postMessage(reply);
  },
});
const answering = window({ kind: 'accepted' }, { kind: 'answer', response: ok('second') });

test('the first window with a plant answers', async () => {
  const others = [window({ kind: 'no plant' }), answering, window({ kind: 'answer', response: ok('third') })];
  expect(await askWindows(others, request, patience)).toEqual(ok('second'));
});

test('a window that does not react is passed over', async () => {
  expect(await askWindows([window(), answering], request, patience)).toEqual(ok('second'));
});

test('a window that accepts and never answers gives 504', async () => {
  expect(await askWindows([window({ kind: 'accepted' }), answering], request, patience)).toMatchObject({
    status: 504,
  });
});

test('without a window, or without a plant in any, the answer is 503 in words', async () => {
  expect(await askWindows([], request, patience)).toMatchObject({
    status: 503,
    body: { error: expect.stringContaining('no tab of this site is open') },
  });
  expect(await askWindows([window({ kind: 'no plant' })], request, patience)).toMatchObject({
    status: 503,
    body: { error: expect.stringContaining('no tab of this site has a plant open') },
  });
});

test.each([
  ['https://a.org/app/api/health', 'GET', 'cors', false, 'api'],
  ['https://a.org/app/api/alerts/1/acknowledge', 'POST', 'cors', false, 'api'],
  ['https://a.org/app/apis', 'GET', 'navigate', false, 'network-first'],
  ['https://a.org/app/_app/immutable/x.js', 'GET', 'no-cors', false, 'cache-first'],
  ['https://a.org/app/_app/immutable/x.wasm', 'GET', 'cors', true, 'network'],
  ['https://a.org/app/trends/?from=1', 'GET', 'navigate', false, 'network-first'],
  ['https://a.org/app', 'GET', 'navigate', false, 'network-first'],
  ['https://a.org/app/_app/version.json', 'GET', 'cors', false, 'network'],
  ['https://a.org/app/demo/plant.duckdb', 'GET', 'cors', true, 'network'],
  ['https://a.org/app/form', 'POST', 'navigate', false, 'untouched'],
  ['https://a.org/other/api/health', 'GET', 'cors', false, 'untouched'],
  ['https://b.org/app/api/health', 'GET', 'cors', false, 'untouched'],
] as const)('%s %s (%s, range %s): %s', (url, method, mode, hasRange, policy) => {
  expect(fetchPolicy({ url, method, mode, hasRange }, 'https://a.org', '/app')).toBe(policy);
});

test('a site at the root has the same rules', () => {
  const of = (url: string) =>
    fetchPolicy({ url, method: 'GET', mode: 'cors', hasRange: false }, 'https://a.org', '');
  expect([of('https://a.org/api/health'), of('https://a.org/x')]).toEqual(['api', 'network']);
});

test('isolation headers are added, status and body stay', async () => {
  const isolated = withIsolation(
    new Response('text', { status: 206, headers: { 'content-type': 'text/plain' } }),
  );
  expect([isolated.status, await isolated.text()]).toEqual([206, 'text']);
  expect(Object.fromEntries(isolated.headers)).toEqual({
    'content-type': 'text/plain',
    'cross-origin-embedder-policy': 'require-corp',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
  });
  expect(withIsolation(new Response(null, { status: 304 })).status).toBe(304);
  const failure = Response.error();
  expect(withIsolation(failure)).toBe(failure);
});

test('a page is reloaded once at most, only when it helps and loses nothing', () => {
  const state = { isolated: false, controlled: true, reloadedBefore: false, busy: false };
  expect(shouldReload(state)).toBe(true);
  for (const change of [{ isolated: true }, { controlled: false }, { reloadedBefore: true }, { busy: true }])
    expect(shouldReload({ ...state, ...change })).toBe(false);
});
