// npm run bench:detect -- --data ../shared/datasets [--json] [--only skab,tep,plants] [--seeds 3001,3002] [--events] [--cache folder] [--card file.json]
import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { cardsOf } from './detect-card';
import { judgeSeed, plantFigures, SEEDS } from './detect-plants';
import { causesLine, faultsTable, plantsTable, skabCurve, skabTable, tepTable } from './detect-report';
import { judgeSkab, TUNED_FILES } from './detect-skab';
import { judgeTep } from './detect-tep';

const { values: options } = parseArgs({
  options: {
    data: { type: 'string', default: '../shared/datasets' },
    only: { type: 'string', default: 'skab,tep,plants' },
    seeds: { type: 'string', default: SEEDS.join(',') },
    cache: { type: 'string', default: join(tmpdir(), 'biogas-detect') },
    card: { type: 'string' },
    events: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
  },
});

const parts = options.only.split(',');
const say = (words: string) => {
  if (!options.json) console.log(words);
};
const missing = (name: string) => say(`${name}: skipped, no such folder in ${options.data}`);

const skab = parts.includes('skab') ? judgeSkab(options.data) : null;
if (skab) {
  say(`\nSKAB valve1, all 16 files\n\n${skabTable(skab.all)}`);
  say(`\nSKAB valve1, files ${TUNED_FILES} to 15, on which nothing was chosen\n\n${skabTable(skab.unseen)}`);
  say(`\n${skabCurve(skab.all[skab.all.length - 1])}`);
} else if (parts.includes('skab')) missing('SKAB');

const tep = parts.includes('tep') ? judgeTep(options.data) : null;
if (tep) say(`\nTennessee Eastman: detection (false alarms % before the fault)\n\n${tepTable(tep)}`);
else if (parts.includes('tep')) missing('Tennessee Eastman');

const seeds = options.seeds.split(',').map(Number);
function judgePlants() {
  const results = seeds.map((seed) => {
    process.stderr.write(`plant ${seed}\n`);
    return judgeSeed(seed, options.cache, options.events);
  });
  return plantFigures(results);
}

const plants = parts.includes('plants') ? judgePlants() : null;
if (plants) {
  say(`\nSimulated plants, seeds ${seeds.join(', ')}\n\n${plantsTable(plants)}`);
  say(`\n${faultsTable(plants[plants.length - 1])}`);
  say(`\n${causesLine(plants[plants.length - 1])}`);
}
if (options.card) {
  const cards = cardsOf(skab?.all ?? null, tep, plants, seeds);
  writeFileSync(options.card, `${JSON.stringify(cards, null, 2)}\n`);
}
if (options.json) console.log(JSON.stringify({ skab, tep, plants }));
