import adapter from '@sveltejs/adapter-static';
import { vitePreprocess } from '@sveltejs/vite-plugin-svelte';

/** @type {import('@sveltejs/kit').Config} */
export default {
  preprocess: vitePreprocess(),
  compilerOptions: { runes: true },
  kit: {
    adapter: adapter({ pages: 'build', assets: 'build', fallback: '404.html' }),
    // Relative asset paths: one build serves any base path.
    paths: { relative: true },
    typescript: {
      config: (config) => ({
        ...config,
        exclude: [...(config.exclude ?? []), '../src/service-worker.ts', '../tests/**', '../workers/**'],
      }),
    },
  },
};
