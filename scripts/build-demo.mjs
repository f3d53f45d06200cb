// Writes the simulated plant of the start page to static/demo/. Deterministic: it is made again only when its sources
// change. SKIP_DEMO=1 leaves it out; so does a machine for which there is no native DuckDB.
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { register } from 'tsx/esm/api';

const target = 'static/demo';
const names = ['plant.duckdb', 'demo.json'];
const sources = ['src/lib/simulator', 'src/lib/plant', 'src/lib/sql', 'src/lib/ingest', 'scripts/demo'];

function hashOfSources() {
  const hash = createHash('sha256').update(readFileSync('scripts/build-demo.mjs'));
  for (const folder of sources) {
    for (const name of readdirSync(folder).sort()) hash.update(name).update(readFileSync(join(folder, name)));
  }
  return hash.digest('hex').slice(0, 16);
}

async function build(folder) {
  register();
  const { writeDemo } = await import('./demo/write-demo.ts');
  const began = performance.now();
  const bytes = await writeDemo(folder);
  const seconds = ((performance.now() - began) / 1000).toFixed(0);
  console.log(`simulated plant: ${(bytes / 1e6).toFixed(1)} MB in ${seconds} s`);
}

/** Why this build goes without the simulated plant, null when it does not. */
async function obstacle() {
  if (process.env.SKIP_DEMO) return 'SKIP_DEMO is set';
  return import('@duckdb/node-api').then(
    () => null,
    (error) => `no native DuckDB here: ${error.message}`,
  );
}

const left = await obstacle();
if (left) {
  rmSync(target, { recursive: true, force: true });
  console.log(`simulated plant: left out (${left})`);
} else {
  const cached = join('.cache/demo', hashOfSources());
  if (!names.every((name) => existsSync(join(cached, name)))) {
    rmSync('.cache/demo', { recursive: true, force: true });
    mkdirSync(cached, { recursive: true });
    await build(cached);
  }
  mkdirSync(target, { recursive: true });
  for (const name of names) copyFileSync(join(cached, name), join(target, name));
}
