import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  resolve: {
    alias: {
      $lib: fileURLToPath(new URL('./src/lib', import.meta.url)),
      // In Node the same bindings come from the package's own entry.
      'duckdb-browser-blocking': '@duckdb/duckdb-wasm/blocking',
    },
  },
  test: {
    include: ['tests/unit/**/*.test.ts'],
    setupFiles: ['tests/unit/support/seed.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
