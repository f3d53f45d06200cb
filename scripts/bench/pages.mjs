import { cpus, loadavg, totalmem } from 'node:os';
import { parseArgs } from 'node:util';
import { tsImport } from 'tsx/esm/api';
import { plants } from './pages-plants.mjs';
import { BUDGET, missedLines, pagesTable, summarisePage } from './pages-report.mjs';
import { restOn, visit } from './pages-visit.mjs';
import { withFreshBrowser, withSite } from './product.mjs';

const { values: options } = parseArgs({
  options: {
    /** Visits of each page that count, after a first one that does not. */
    repeat: { type: 'string', default: '3' },
    plants: { type: 'string', default: 'demo,year' },
    /** Which pages, by the names of their paths; all when absent. */
    pages: { type: 'string' },
    /** Preset of the time range. */
    range: { type: 'string', default: 'All' },
    json: { type: 'boolean', default: false },
  },
});

const note = (text) => console.error(text);
const repeat = Number(options.repeat);
if (!Number.isSafeInteger(repeat) || repeat < 1)
  throw new RangeError(`--repeat ${options.repeat} is not a count`);
const chosen = options.plants.split(',').map((name) => {
  if (!Object.hasOwn(plants, name))
    throw new RangeError(`--plants ${name} is none of ${Object.keys(plants).join(', ')}`);
  return plants[name];
});
const { PAGES } = await tsImport('../../src/lib/ui/pages.ts', import.meta.url);

const wanted = options.pages?.split(',');
const measuredPages = PAGES.filter(({ path }) => wanted?.includes(path.replaceAll('/', '')) ?? true);

/** Every visit of a page starts from another one that asks nothing. */
async function measurePage(page, which) {
  const rest = PAGES.find(({ path }) => path === (which.path === '/' ? '/data/' : '/'));
  const visits = [];
  for (let round = 0; round <= repeat; round++) {
    await restOn(page, rest);
    visits.push(await visit(page, which));
  }
  const summed = summarisePage(which.path, visits);
  note(
    `${which.path}: first data ${visits.map(({ firstMs }) => firstMs.toFixed(0)).join(', ')} ms; slowest query ${summed.slowest.toFixed(0)} ms`,
  );
  return summed;
}

async function measurePlant(site, { name, prepare, open }) {
  await prepare(site);
  return withFreshBrowser(async ({ page }) => {
    await page.setViewportSize({ width: 1440, height: 900 });
    await page.goto(`${site}/`);
    note(`opening the ${name}`);
    await open(page);
    await page
      .getByRole('group', { name: 'Time range' })
      .getByRole('button', { name: options.range })
      .click();
    const pages = [];
    for (const which of measuredPages) pages.push(await measurePage(page, which));
    return { name, pages };
  });
}

const results = await withSite(async (site) => {
  const measured = [];
  for (const plant of chosen) measured.push(await measurePlant(site, plant));
  return measured;
});

const report = {
  budget: BUDGET,
  machine: {
    processor: cpus()[0].model,
    cores: cpus().length,
    memoryBytes: totalmem(),
    node: process.version,
    load: loadavg()[0],
  },
  repeat,
  plants: results,
};
console.log(
  `${report.machine.processor}, ${report.machine.cores} cores, load ${report.machine.load.toFixed(1)}`,
);
for (const { name, pages } of results) {
  console.log(`\n${name}, range ${options.range}; ms, medians of ${repeat} visits\n${pagesTable(pages)}`);
  const missed = missedLines(pages);
  console.log(
    missed === '' ? 'Every query is within its budget.' : `Queries over ${BUDGET.queryMs} ms:\n${missed}`,
  );
}
if (options.json) console.log(JSON.stringify(report));
