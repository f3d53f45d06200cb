// node scripts/simulate/noise-table.mjs [--data ../shared/datasets] [--seed 7]
// Noise of the real channels and of the simulated ones, as in docs/simulator.md.
import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { register } from 'tsx/esm/api';
import { realChannels } from './real-channels.mjs';

const { values: given } = parseArgs({
  options: {
    data: { type: 'string', default: '../shared/datasets' },
    seed: { type: 'string', default: '7' },
  },
});
register();
const simulator = new URL('../../src/lib/simulator/', import.meta.url);
const { noiseStatistics } = await import(new URL('noise-statistics.ts', simulator).href);
const { simulatePlant } = await import(new URL('simulate.ts', simulator).href);

const START_MS = Date.parse('2024-01-03T00:00:00Z');
const HOUR_MS = 3_600_000;

function simulatedChannels(seed) {
  const plant = simulatePlant({ seed, days: 0.5, startMs: START_MS, faults: [] });
  const { values } = plant.seconds(START_MS + 3 * HOUR_MS, START_MS + 4 * HOUR_MS);
  return plant.columns.flatMap(({ name, kind }, i) =>
    kind === 'analog'
      ? [{ set: `seed ${seed}`, name, values: values.filter((_, at) => at % plant.columns.length === i) }]
      : [],
  );
}

function row({ set, name, values }) {
  const { mean, changeOverMean, changeOverRange, stepOverRange, unchanged } = noiseStatistics(values);
  const cells = [mean, changeOverMean, changeOverRange, stepOverRange, unchanged];
  return [set, name, values.length, ...cells.map((cell) => cell.toPrecision(3))].join(' | ');
}

const real = existsSync(given.data) ? realChannels(given.data) : [];
if (real.length === 0) process.stderr.write(`no data sets at ${given.data}: only the simulated plant\n`);
const lines = [...real, ...simulatedChannels(Number(given.seed))].map(row);
process.stdout.write(
  `set | channel | readings | mean | change/mean | change/range | step/range | unchanged\n${lines.join('\n')}\n`,
);
