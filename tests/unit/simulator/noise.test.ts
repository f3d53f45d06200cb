import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { blocksFrom } from '$lib/simulator/block';
import { COLUMN_COUNT, COLUMNS, columnAt } from '$lib/simulator/columns';
import { noiseStatistics } from '$lib/simulator/noise-statistics';
import { renderBlock } from '$lib/simulator/render';
import { realChannels } from '../../../scripts/simulate/real-channels.mjs';
import { plantAt } from './support';

const fixture = new URL('../../fixtures/simulator/noise-statistics.json', import.meta.url);
const data = fileURLToPath(new URL('../../../../shared/datasets', import.meta.url));
const real = JSON.parse(readFileSync(fixture, 'utf8')).changeOverMean as Record<
  string,
  Record<string, number>
>;

const { config, bookmark } = plantAt(7);
const source = blocksFrom(config, [], bookmark);
source.next();
const { values } = renderBlock(config, source.next());
const channel = (name: string) => {
  const column = columnAt(`bop_plc_${name}`);
  return values.filter((_, i) => i % COLUMN_COUNT === column);
};

const channels: Record<string, string[]> = {
  flow: ['abb_gc_outletstream_flow'],
  temperature: ['vl_comp_discharge_temp', 'vl_comp_oilinjection_temp', 'te1101_digestergas_temp'],
  pressure: ['abb_gc_outletstream_pressure', 'vl_comp_discharge_pressure', 'vl_comp_netoildiff_pressure'],
  vibration: ['vl_comp_vibration_de', 'vl_comp_vibration_nde', 'bge_blower_vibration'],
};

describe('the noise of simulated instruments', () => {
  it.each(Object.entries(channels))('changes from second to second as real ones: %s', (quantity, names) => {
    const measured = Object.values(real[quantity]);
    for (const name of names) {
      const { changeOverMean } = noiseStatistics(channel(name));
      expect(changeOverMean, name).toBeGreaterThan(Math.min(...measured) / 2);
      expect(changeOverMean, name).toBeLessThan(Math.max(...measured) * 2);
    }
  });

  it('comes in steps of the input card', () => {
    const { quantum } = COLUMNS[columnAt('bop_plc_vl_comp_discharge_pressure')];
    const readings = channel('vl_comp_discharge_pressure');
    const { range, stepOverRange } = noiseStatistics(readings);
    expect((range * stepOverRange) / quantum).toBeCloseTo(1, 6);
    expect(readings.every((value) => Math.abs(value / quantum - Math.round(value / quantum)) < 1e-6)).toBe(
      true,
    );
  });

  it('is held between two analyses of the gas chromatograph', () => {
    const { unchanged } = noiseStatistics(channel('abb_gc_outletstream_ch4'));
    expect(1 - unchanged).toBeCloseTo(1 / (config.analyser.cycleSteps * 10), 2);
  });
});

describe('noise statistics', () => {
  it('of white noise on a slow ramp are those of the noise', () => {
    const ramp = Float64Array.from({ length: 4000 }, (_, i) => 100 + i / 1000 + (i % 2 === 0 ? 0.5 : -0.5));
    const { changeDeviation, mean } = noiseStatistics(ramp);
    expect(changeDeviation).toBeCloseTo(1, 3);
    expect(mean).toBeCloseTo(102, 2);
  });

  it('need three readings', () => {
    expect(() => noiseStatistics([1, 2])).toThrow('2 readings are too few');
  });
});

describe.skipIf(!existsSync(data))('the real sets in ../shared/datasets (skipped when not there)', () => {
  it('still have the statistics of the fixture', () => {
    const found = Object.fromEntries(
      realChannels(data).map(({ set, name, values: readings }) => [
        `${set} ${name}`,
        noiseStatistics(readings).changeOverMean,
      ]),
    );
    expect(found['skab Volume Flow RateRMS']).toBeCloseTo(real.flow['SKAB Volume Flow RateRMS'], 4);
    expect(found['skab Temperature']).toBeCloseTo(real.temperature['SKAB Temperature'], 4);
    expect(found['skab Thermocouple']).toBeCloseTo(real.temperature['SKAB Thermocouple'], 5);
    expect(found['skab Accelerometer1RMS']).toBeCloseTo(real.vibration['SKAB Accelerometer1RMS'], 4);
  });
});
