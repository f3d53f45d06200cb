import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import tseslint from 'typescript-eslint';
import svelteConfig from './svelte.config.js';

const engines = [
  '$lib/{rpc,sql,store,api}/*',
  '!$lib/store/*types',
  '!$lib/rpc/importer',
  'comlink',
  '@duckdb/*',
  '**/workers/**',
];

const forbid = (files, group, message) => ({
  files,
  rules: { 'no-restricted-imports': ['error', { patterns: [{ group, message }] }] },
});

export default tseslint.config(
  { ignores: ['build/', '.svelte-kit/', 'node_modules/', 'static/', 'workers/kernel/assembly/'] },
  ...tseslint.configs.recommended,
  ...svelte.configs.recommended,
  { languageOptions: { globals: { ...globals.browser, ...globals.node } } },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: { parserOptions: { parser: tseslint.parser, svelteConfig } },
  },
  forbid(
    [
      'src/lib/{plant,series,ingest,sources,simulator,quality,detect,alarms,learn,models,forecast,maintenance}/**/*.ts',
    ],
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
  forbid(
    ['src/lib/{sql,rpc,store}/**/*.ts'],
    ['svelte', 'svelte/*', '$app/*', '$lib/{state,charts,ui,api}/**'],
    'sql, rpc and store know nothing of what is shown',
  ),
  forbid(['src/lib/ui/**/*.{ts,svelte}'], engines, 'ui takes props: no store, worker or SQL, but for types'),
  forbid(
    ['src/lib/charts/**/*.{ts,svelte}'],
    [...engines, '$lib/{state,ui}/**'],
    'charts take props and know neither state nor ui',
  ),
  forbid(
    ['src/routes/**/*.{ts,svelte}'],
    ['$lib/{rpc,sql}/**', 'comlink', '@duckdb/*', '**/workers/**'],
    'routes see state, charts and ui',
  ),
  {
    files: ['src/**/*.{ts,svelte}', 'workers/**/*.ts'],
    ignores: ['src/lib/rpc/**'],
    rules: {
      'no-restricted-syntax': [
        'error',
        {
          selector: 'NewExpression[callee.name="Worker"]',
          message: 'workers are started in src/lib/rpc only',
        },
      ],
    },
  },
);
