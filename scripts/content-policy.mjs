/**
 * The Content-Security-Policy, in one place: for the pages' meta element (svelte.config.js), for servers that set
 * headers (scripts/serve.mjs) and for the service worker, which sets them on every other host.
 *
 * A page never connects to another origin. Workers may, to origins the person allowed: a worker has the policy of the
 * header that its script came with, and the service worker writes the allowed origins into it for those named here.
 */
const CONNECTING = /\/(?:database|link|live)\.worker[-.][^/]*$/;

/** Styles may stand in elements: Svelte, uPlot and CodeMirror set them so. Scripts may not. */
const COMMON = {
  'default-src': ['self'],
  'img-src': ['self', 'data:', 'blob:'],
  'style-src': ['self', 'unsafe-inline'],
  'connect-src': ['self'],
  'worker-src': ['self'],
  'manifest-src': ['self'],
  'object-src': ['none'],
  'base-uri': ['self'],
  'form-action': ['self'],
};

/**
 * Directives of a page's meta element, as SvelteKit takes them: it adds the hash of its own start script.
 * @param hashes `sha256-...` of the inline scripts of src/app.html
 */
export const pageDirectives = (hashes) => ({
  ...COMMON,
  'script-src': ['self', 'wasm-unsafe-eval', ...hashes],
});

const KEYWORDS = new Set(['self', 'none', 'unsafe-inline', 'wasm-unsafe-eval']);

const policy = (directives) =>
  Object.entries(directives)
    .map(([name, sources]) =>
      [name, ...sources.map((source) => (KEYWORDS.has(source) ? `'${source}'` : source))].join(' '),
    )
    .join('; ');

/** Header of a page: what its meta element says but for scripts, of which the meta element alone knows the hashes. */
const PAGE = policy({ ...COMMON, 'default-src': [], 'frame-ancestors': ['self'] }).replace(
  'default-src; ',
  '',
);

/**
 * Header for a file of the site, null where it needs none.
 * @param path    of the file, with or without the site's base path
 * @param kind    what the answer is: `page` for HTML
 * @param origins that the person allowed
 */
export function policyHeader(path, kind, origins = []) {
  if (kind === 'page') return PAGE;
  if (!path.endsWith('.js') && !path.endsWith('.mjs')) return null;
  const connect = CONNECTING.test(path) ? ['self', ...origins] : ['self'];
  return policy({ ...COMMON, 'script-src': ['self', 'wasm-unsafe-eval'], 'connect-src': connect });
}
