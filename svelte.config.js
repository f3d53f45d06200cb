import adapter from '@sveltejs/adapter-static';
import { vitePreprocess } from '@sveltejs/vite-plugin-svelte';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { pageDirectives } from './scripts/content-policy.mjs';
import { writeSiteFiles } from './scripts/site-files.mjs';

/** Hashes of the inline scripts of app.html; SvelteKit adds that of its own. */
const inlineScripts = readFileSync(new URL('src/app.html', import.meta.url), 'utf8').matchAll(
  /<script>([^]*?)<\/script>/g,
);
const hashes = [...inlineScripts].map(
  ([, text]) => `sha256-${createHash('sha256').update(text).digest('base64')}`,
);

const pages = adapter({ pages: 'build', assets: 'build', fallback: '404.html' });

/** @type {import('@sveltejs/kit').Config} */
export default {
  preprocess: vitePreprocess(),
  compilerOptions: { runes: true },
  kit: {
    adapter: {
      ...pages,
      async adapt(builder) {
        await pages.adapt(builder);
        writeSiteFiles('build');
      },
    },
    // Relative asset paths: one build serves any base path.
    paths: { relative: true },
    csp: { mode: 'hash', directives: pageDirectives(hashes) },
    typescript: {
      config: (config) => ({
        ...config,
        exclude: [...(config.exclude ?? []), '../src/service-worker.ts', '../tests/**', '../workers/**'],
      }),
    },
  },
};
