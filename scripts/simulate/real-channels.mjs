import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const lines = (path) =>
  readFileSync(path, 'utf8')
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .filter((line) => line !== '');

function channelsOf(path, delimiter, keep) {
  const [header, ...rows] = lines(path).map((line) => line.split(delimiter));
  return header.slice(1).flatMap((name, i) => {
    const values = rows
      .map((cells) => cells[i + 1])
      .filter((cell) => cell !== undefined && cell !== '')
      .map(Number)
      .filter(keep);
    return values.length > 100 ? [{ name, values }] : [];
  });
}

/**
 * Channels of the real sets: the pump rig of SKAB at 1 Hz, mass-flow controllers (every 15th row, about 1 Hz) and gas
 * temperature of the biogas meter.
 * @param {string} data folder of the data sets
 * @returns {{ set: string, name: string, values: number[] }[]}
 */
export function realChannels(data) {
  const skab = channelsOf(join(data, 'skab/anomaly-free/anomaly-free.csv'), ';', Number.isFinite);
  const meter = join(data, 'ghe_biogas_meter/data/raw_data');
  const flow = channelsOf(join(meter, 'mfc/2024-08-19.csv'), ',', (value) => value > 0);
  const steady = flow.map(({ name, values }) => ({
    name,
    values: values.slice(0, 15_000).filter((_, i) => i % 15 === 0),
  }));
  const air = channelsOf(join(meter, 'rH-temp/2024-08-19.csv'), ',', Number.isFinite);
  const named = (set, channels) => channels.map((channel) => ({ set, ...channel }));
  return [
    ...named('skab', skab),
    ...named(
      'ghe mfc',
      steady.filter(({ values }) => values.length > 100),
    ),
    ...named('ghe air', air),
  ];
}
