import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join, sep } from 'node:path';

export const SITE_FILES = 'site-files.json';
const LEFT_OUT = new Set(['404.html', 'service-worker.js', SITE_FILES, '_app/version.json']);

/**
 * Write down what a built site is made of, for its offline copy: SvelteKit's own list lacks workers and what they load.
 * Paths are relative to the site; a page is named as it is asked for, without index.html.
 */
export function writeSiteFiles(root) {
  const { version } = JSON.parse(readFileSync(join(root, '_app/version.json'), 'utf8'));
  const files = readdirSync(root, { recursive: true })
    .filter((name) => statSync(join(root, name)).isFile())
    .map((name) => ({ name: name.split(sep).join('/'), bytes: statSync(join(root, name)).size }))
    .filter(({ name }) => !LEFT_OUT.has(name))
    .map(({ name, bytes }) => ({ path: name.replace(/(^|\/)index\.html$/, '$1'), bytes }))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
  writeFileSync(join(root, SITE_FILES), `${JSON.stringify({ version, files })}\n`);
}
