import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterEach, expect, test } from 'vitest';
import { createLink } from '../../../../workers/link/link';
import type { SourceStorage } from '../../../../workers/sources/sink';

const SITE = 'https://site.example';
const DUCKDB = new Uint8Array(10_000);
DUCKDB.set(new TextEncoder().encode('DUCK'), 8);

let server: Server | null = null;
afterEach(() => server?.close());

const storage = {} as SourceStorage;
const link = createLink(storage, fetch);

async function host(listener: RequestListener): Promise<string> {
  server = createServer(listener);
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/plant.duckdb`;
}

function partOf(range: string | undefined): [number, number] {
  const [, from, to] = /bytes=(\d+)-(\d*)/.exec(range ?? '') ?? [];
  return [Number(from ?? 0), to ? Math.min(Number(to), DUCKDB.length - 1) : DUCKDB.length - 1];
}

/** A host that answers ranges, with headers changed. */
const ranged =
  (change: Record<string, string>, pack = false): RequestListener =>
  (request, response) => {
    const [from, to] = partOf(request.headers.range);
    const bytes = DUCKDB.slice(from, to + 1);
    const body = pack ? gzipSync(bytes) : bytes;
    response.writeHead(206, {
      'Content-Range': `bytes ${from}-${to}/${DUCKDB.length}`,
      'Content-Length': body.length,
      ...change,
    });
    response.end(request.method === 'HEAD' ? undefined : body);
  };

test('a DuckDB file behind ranges is a database of its whole size', async () => {
  expect(await link.look(await host(ranged({})), SITE)).toEqual({ kind: 'database', sizeBytes: 10_000 });
});

test('any other file is to be downloaded', async () => {
  const url = await host((_, response) => response.end('timestamp,ch4\n2024-01-01,1\n'));
  expect(await link.look(url, SITE)).toMatchObject({ kind: 'file' });
});

test('a host without ranges is named, with the header that it lacks, and the size to download instead', async () => {
  const url = await host((_, response) => {
    response.writeHead(200, { 'Content-Length': DUCKDB.length });
    response.end(DUCKDB);
  });
  expect(await link.look(url, SITE)).toMatchObject({
    kind: 'obstacle',
    message: expect.stringContaining('Accept-Ranges'),
    whole: 10_000,
  });
});

test('a packed range is named by its header', async () => {
  const url = await host(ranged({ 'Content-Encoding': 'gzip' }, true));
  expect(await link.look(url, SITE)).toMatchObject({
    kind: 'obstacle',
    message: expect.stringContaining('Content-Encoding: gzip'),
  });
});

test.each([
  [302, 'sends on to another address'],
  [403, 'does not give this file out'],
  [404, 'has no such file'],
  [500, 'answered 500'],
])('an answer of %i is told in words', async (status, words) => {
  const url = await host((_, response) => response.writeHead(status, { Location: '/x' }).end());
  const looked = await link.look(url, SITE);
  expect(looked).toMatchObject({ kind: 'obstacle', whole: null });
  expect(looked.kind === 'obstacle' && looked.message).toContain(words);
});

test('a host that is not there is told with the header that may be missing', async () => {
  const looked = await link.look('http://127.0.0.1:9/plant.duckdb', SITE);
  expect(looked).toMatchObject({
    kind: 'obstacle',
    message: expect.stringContaining(`Access-Control-Allow-Origin for ${SITE}`),
  });
});
