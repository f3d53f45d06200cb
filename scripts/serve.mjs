import { createReadStream, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { policyHeader } from './content-policy.mjs';
import { isolationHeaders } from './isolation-headers.mjs';

const types = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
  '.webmanifest': 'application/manifest+json',
  '.png': 'image/png',
  '.css': 'text/css',
  '.json': 'application/json',
  '.wasm': 'application/wasm',
  '.svg': 'image/svg+xml',
};

const stat = (path) => statSync(path, { throwIfNoEntry: false });

function resolveFile(root, path) {
  const full = join(root, normalize(path));
  const candidates = stat(full)?.isDirectory() ? [join(full, 'index.html')] : [full];
  return candidates.find((candidate) => candidate.startsWith(root) && stat(candidate)?.isFile());
}

function decodePath(url) {
  try {
    return decodeURIComponent(new URL(url, 'http://localhost').pathname);
  } catch (error) {
    if (error instanceof URIError) return null;
    throw error;
  }
}

/** First and last byte asked for by a Range header, null when there is none or it cannot be met. */
function byteRange(header, size) {
  const [, from, to] = /^bytes=(\d*)-(\d*)$/.exec(header ?? '') ?? [];
  if (from === undefined || (from === '' && to === '')) return null;
  const first = from === '' ? Math.max(size - Number(to), 0) : Number(from);
  const last = from === '' || to === '' ? size - 1 : Math.min(Number(to), size - 1);
  return first <= last ? { first, last } : null;
}

function policyOf(file) {
  const policy = policyHeader(file, extname(file) === '.html' ? 'page' : 'file');
  return policy && { 'Content-Security-Policy': policy };
}

function sendFile(request, response, file, status) {
  const { size, mtime } = stat(file);
  const range = status === 200 ? byteRange(request.headers.range, size) : null;
  const { first, last } = range ?? { first: 0, last: size - 1 };
  response.writeHead(range ? 206 : status, {
    ...isolationHeaders,
    ...policyOf(file),
    'Content-Type': types[extname(file)] ?? 'application/octet-stream',
    'Content-Length': last - first + 1,
    'Accept-Ranges': 'bytes',
    'Last-Modified': mtime.toUTCString(),
    'Cache-Control': 'no-cache',
    ...(range && { 'Content-Range': `bytes ${first}-${last}/${size}` }),
  });
  if (request.method === 'HEAD' || size === 0) response.end();
  else createReadStream(file, { start: first, end: last }).pipe(response);
}

/** Serve the built site from `base` with the isolation headers; resolves to the server once it listens. */
export function serve({ port, base = '', root = fileURLToPath(new URL('../build', import.meta.url)) }) {
  const fallback = join(root, '404.html');
  const server = createServer((request, response) => {
    const path = decodePath(request.url ?? '/');
    const inBase = path !== null && (base === '' || path.startsWith(`${base}/`));
    const found = inBase ? resolveFile(root, path.slice(base.length)) : undefined;
    if (found) sendFile(request, response, found, 200);
    else if (stat(fallback)) sendFile(request, response, fallback, 404);
    else response.writeHead(404, isolationHeaders).end(`${path} is not here`);
  });
  return new Promise((resolve) => server.listen(port, '127.0.0.1', () => resolve(server)));
}
