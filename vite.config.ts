import { sveltekit } from '@sveltejs/kit/vite';
import { fileURLToPath } from 'node:url';
import { defineConfig, type Plugin } from 'vite';
import { isolationHeaders } from './scripts/isolation-headers.mjs';

/** Cross-origin isolation in `vite dev` and `vite preview`; before Kit's own middleware. */
function isolation(): Plugin {
  const setHeaders = (
    _request: unknown,
    response: { setHeader(k: string, v: string): void },
    next: () => void,
  ) => {
    for (const [key, value] of Object.entries(isolationHeaders)) response.setHeader(key, value);
    next();
  };
  return {
    name: 'cross-origin-isolation',
    enforce: 'pre',
    configureServer: (server) => void server.middlewares.use(setHeaders),
    configurePreviewServer: (server) => void server.middlewares.use(setHeaders),
  };
}

export default defineConfig({
  plugins: [isolation(), sveltekit()],
  resolve: {
    alias: {
      'duckdb-browser-blocking': fileURLToPath(
        new URL('node_modules/@duckdb/duckdb-wasm/dist/duckdb-browser-blocking.mjs', import.meta.url),
      ),
    },
  },
  worker: { format: 'es' },
  build: {
    target: 'es2022',
    chunkSizeWarningLimit: 1000,
  },
  server: { fs: { allow: ['workers'] } },
  optimizeDeps: { exclude: ['@duckdb/duckdb-wasm'] },
});
