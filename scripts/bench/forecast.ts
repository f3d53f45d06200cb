// npm run bench:forecast -- --data ../shared/datasets [--json] [--only ett,plants] [--seeds 3001,3002] [--days 120] [--cache folder]
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { judgeEtt } from './forecast-ett';
import { judgePlant, SEEDS, type PlantRow } from './forecast-plants';

const { values: options } = parseArgs({
  options: {
    data: { type: 'string', default: '../shared/datasets' },
    only: { type: 'string', default: 'ett,plants' },
    seeds: { type: 'string', default: SEEDS.join(',') },
    days: { type: 'string', default: '120' },
    cache: { type: 'string', default: join(tmpdir(), 'biogas-forecast') },
    json: { type: 'boolean', default: false },
  },
});

/** reference/benchmarks.md: MSE/MAE. */
const PUBLISHED: Record<number, string> = {
  24: 'SCINet .321/.359',
  96: 'PatchTST .379/.395, TimeXer .382/.403, linear .399/.416, Transformer .499/.484',
};
const SHOWN = [0, 2, 5, 11, 23];
const parts = options.only.split(',');
const say = (words: string) => {
  if (!options.json) console.log(words);
};

function plantTable(rows: readonly PlantRow[]): string {
  const most = (values: Float64Array) => Math.max(...values).toFixed(2);
  const at = (values: Float64Array, digits: number, by = 1) =>
    SHOWN.map((step) => (by * values[step]).toFixed(digits)).join(' ');
  return rows
    .map(({ seed, faulty, target, method, won, test }) =>
      [
        `| ${seed}${faulty ? '' : ' healthy'} | ${target} | ${method}${won ? ' (chosen)' : ''}`,
        `${at(test.maseLast, 2)}, most ${most(test.maseLast)}`,
        `${at(test.maseDay, 2)}, most ${most(test.maseDay)}`,
        `${test.mape[0].toFixed(2)} | ${at(test.coverage, 0, 100)} |`,
      ].join(' | '),
    )
    .join('\n');
}

async function main(): Promise<void> {
  const ett = parts.includes('ett') ? judgeEtt(options.data) : null;
  if (ett)
    for (const { horizon, method, mse, mae } of ett)
      say(
        `ETTh1 ${horizon} h, ${method}: MSE ${mse.toFixed(4)} MAE ${mae.toFixed(4)} (published: ${PUBLISHED[horizon]})`,
      );
  else if (parts.includes('ett')) say(`ETTh1: skipped, no ett/ETTh1.csv in ${options.data}`);
  const plants: PlantRow[] = [];
  if (parts.includes('plants')) {
    for (const seed of options.seeds.split(',').map(Number))
      for (const faulty of [true, false]) {
        process.stderr.write(`plant ${seed}${faulty ? '' : ', healthy'}\n`);
        plants.push(...(await judgePlant(seed, Number(options.days), faulty, options.cache)));
      }
    say(
      `\n| plant | target | method | MASE by last reading 1 3 6 12 24 h | by yesterday | MAPE 1 h % | coverage % |`,
    );
    say(`| --- | --- | --- | --- | --- | --- | --- |\n${plantTable(plants)}`);
  }
  // Typed arrays are objects in JSON: as plain lists they are read anywhere.
  const plain = (_: string, value: unknown) => (value instanceof Float64Array ? Array.from(value) : value);
  if (options.json) console.log(JSON.stringify({ ett, plants: plants.length > 0 ? plants : null }, plain));
}

void main();
