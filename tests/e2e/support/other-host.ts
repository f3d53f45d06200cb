import { createReadStream, statSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';

/** A host of another origin. The first part of a path says how it behaves; the rest is a file of `files`. */
export interface OtherHost {
  origin: string;
  /** Every request so far: method, path, and the Range header. */
  asked: { method: string; path: string; range: string | null }[];
  /** Bytes of bodies sent. */
  sentBytes(): number;
  close(): void;
}

/**
 * Start a host.
 *
 * /good/ sends CORS headers and ranges; /silent/ no CORS headers; /whole/ no ranges; /packed/ packs ranges by gzip.
 */
export async function startOtherHost(files: Record<string, string>): Promise<OtherHost> {
  const asked: OtherHost['asked'] = [];
  let sent = 0;
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://x').pathname;
    const [, manner, name] = path.split('/');
    const range = request.headers.range ?? null;
    asked.push({ method: request.method ?? '', path, range });
    const cors = manner === 'silent' ? {} : { 'Access-Control-Allow-Origin': '*' };
    if (request.method === 'OPTIONS')
      return void response.writeHead(204, { ...cors, 'Access-Control-Allow-Headers': 'Range' }).end();
    const file = files[name];
    if (!file) return void response.writeHead(404, cors).end();
    const { size } = statSync(file);
    const [, from, to] = (manner === 'whole' ? null : /bytes=(\d+)-(\d*)/.exec(range ?? '')) ?? [];
    const first = Number(from ?? 0);
    const last = to ? Math.min(Number(to), size - 1) : size - 1;
    const status = from === undefined ? 200 : 206;
    const headers = {
      ...cors,
      'Content-Type': 'application/octet-stream',
      ...(status === 206 && { 'Content-Range': `bytes ${first}-${last}/${size}`, 'Accept-Ranges': 'bytes' }),
    };
    if (request.method === 'HEAD')
      return void response.writeHead(status, { ...headers, 'Content-Length': last - first + 1 }).end();
    const stream = createReadStream(file, { start: first, end: last });
    if (manner !== 'packed') {
      response.writeHead(status, { ...headers, 'Content-Length': last - first + 1 });
      stream.on('data', (part) => (sent += part.length));
      return void stream.pipe(response);
    }
    const parts: Buffer[] = [];
    stream.on('data', (part) => parts.push(part as Buffer));
    stream.on('end', () => {
      const body = gzipSync(Buffer.concat(parts));
      response.writeHead(status, { ...headers, 'Content-Encoding': 'gzip', 'Content-Length': body.length });
      response.end(body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    // Another name than the site's: an origin of its own whatever the port.
    origin: `http://127.0.0.1:${port}`,
    asked,
    sentBytes: () => sent,
    close: () => (server.closeAllConnections(), server.close()),
  };
}
