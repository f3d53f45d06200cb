// npm run bench:maintenance -- --data ../shared/datasets [--json] [--only cmapss,plants] [--seeds 4001,4002] [--cache folder]
//   [--card file.json] [--train 40]
import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { MaintenanceCard } from '../../src/lib/maintenance/judged';
import { LIFE_MODEL } from '../../src/lib/maintenance/life-model-data';
import { judgeCmapss } from './maintenance-cmapss';
import { JUDGED_SEEDS, judgeLife, lifeFigures } from './maintenance-judge';
import {
  cmapssLine,
  cmapssTable,
  componentTable,
  confidenceTable,
  lifeTable,
  methodTable,
} from './maintenance-report';
import { trainLife } from './maintenance-train';

const MODEL_FILE = 'src/lib/maintenance/life-model.json';

const { values: options } = parseArgs({
  options: {
    data: { type: 'string', default: '../shared/datasets' },
    only: { type: 'string', default: 'cmapss,plants' },
    seeds: { type: 'string', default: JUDGED_SEEDS.join(',') },
    cache: { type: 'string', default: join(tmpdir(), 'biogas-maintenance') },
    card: { type: 'string' },
    train: { type: 'string' },
    json: { type: 'boolean', default: false },
  },
});

const parts = options.only.split(',');
const say = (words: string) => {
  if (!options.json) console.log(words);
};

const model = options.train
  ? trainLife(
      Array.from({ length: Number(options.train) }, (_, at) => at + 1),
      MODEL_FILE,
    )
  : LIFE_MODEL;

const cmapss = parts.includes('cmapss') ? judgeCmapss(options.data) : null;
if (cmapss) say(`\nC-MAPSS FD001\n\n${cmapssTable(cmapss)}\n\n${cmapssLine(cmapss)}`);
else if (parts.includes('cmapss')) say(`C-MAPSS: skipped, no such folder in ${options.data}`);

const seeds = options.seeds.split(',').map(Number);
function judgePlants() {
  const plants = seeds.map((seed) => {
    process.stderr.write(`plant ${seed}\n`);
    return judgeLife(seed, model, options.cache);
  });
  return lifeFigures(plants, model);
}

const plants = parts.includes('plants') ? judgePlants() : null;
if (plants) {
  say(`\nSimulated plants, seeds ${seeds[0]} to ${seeds[seeds.length - 1]}\n\n${lifeTable(plants)}`);
  say(`\n${methodTable(plants)}\n\n${componentTable(plants)}\n\n${confidenceTable(plants)}`);
}
const trainedOn = model.trainedOn;
const card: MaintenanceCard = {
  judgedOn: new Date().toISOString().slice(0, 10),
  seeds,
  trainedOn,
  cmapss,
  plants,
};
if (options.card) writeFileSync(options.card, `${JSON.stringify(card, null, 2)}\n`);
if (options.json) console.log(JSON.stringify(card));
