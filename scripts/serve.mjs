import { createReadStream, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isolationHeaders } from './isolation-headers.mjs';

const types = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
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

/** Serve the built site from `base` with the isolation headers; resolves to the server once it listens. */
export function serve({ port, base = '', root = fileURLToPath(new URL('../build', import.meta.url)) }) {
  const server = createServer((request, response) => {
    const path = decodePath(request.url ?? '/');
    const inBase = path !== null && (base === '' || path.startsWith(`${base}/`));
    const found = inBase ? resolveFile(root, path.slice(base.length)) : undefined;
    const file = found ?? join(root, '404.html');
    response.writeHead(found ? 200 : 404, {
      ...isolationHeaders,
      'Content-Type': types[extname(file)] ?? 'application/octet-stream',
    });
    createReadStream(file).pipe(response);
  });
  return new Promise((resolve) => server.listen(port, '127.0.0.1', () => resolve(server)));
}
