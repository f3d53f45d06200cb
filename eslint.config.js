import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import tseslint from 'typescript-eslint';
import svelteConfig from './svelte.config.js';

const forbid = (files, group, message) => ({
  files,
  rules: { 'no-restricted-imports': ['error', { patterns: [{ group, message }] }] },
});

export default tseslint.config(
  { ignores: ['build/', '.svelte-kit/', 'node_modules/', 'static/'] },
  ...tseslint.configs.recommended,
  ...svelte.configs.recommended,
  { languageOptions: { globals: { ...globals.browser, ...globals.node } } },
  { files: ['**/*.svelte'], languageOptions: { parserOptions: { parser: tseslint.parser, svelteConfig } } },
  forbid(
    ['src/lib/{plant,series,ingest}/**/*.ts'],
    [
      'svelte',
      'svelte/*',
      '$app/*',
      '$lib/{sql,rpc,store,api,state,charts,ui}/**',
      '@duckdb/*',
      'comlink',
      '**/workers/**',
    ],
    'pure folders import only pure folders (docs/architecture.md)',
  ),
  forbid(
    ['workers/**/*.ts'],
    ['svelte', 'svelte/*', '$app/*', '$lib/{state,charts,ui}/**'],
    'workers never import svelte, $app, state, charts or ui',
  ),
);
