/** Real exports: what is known to be wrong with them is found, and little else is called bad. */
import { existsSync, readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { judgeCsv } from './from-csv';

const data = '../shared/datasets';
const absent = existsSync(data) ? '' : ' (skipped: ../shared/datasets is absent)';
const ghe = `${data}/ghe_biogas_meter/data/raw_data`;
const skab = (folder: string) =>
  existsSync(data)
    ? readdirSync(`${data}/skab/${folder}`).map((name) => `${data}/skab/${folder}/${name}`)
    : [];
const iso = (ms: number) => new Date(ms).toISOString();

describe.skipIf(absent !== '')(`real exports${absent}`, () => {
  it('NAB machine temperature: the hour that its clock shows twice', () => {
    const { rows, findings } = judgeCsv(`${data}/nab/machine_temperature_system_failure.csv`);
    expect(rows.interval).toMatchObject({ seconds: 300, regular: true });
    expect(rows.findings).toMatchObject([{ kind: 'duplicates', count: 60 }]);
    expect(iso(rows.findings[0].fromMs)).toBe('2014-01-07T02:00:00.000Z');
    expect(findings.length).toBeLessThanOrEqual(2);
  });

  it('NAB ambient temperature: eight gaps of hours to days, by its interval of an hour', () => {
    const { rows } = judgeCsv(`${data}/nab/ambient_temperature_system_failure.csv`);
    expect(rows.interval.seconds).toBe(3600);
    expect(rows.findings.map(({ kind }) => kind)).toEqual(Array(8).fill('no rows'));
    expect(Math.max(...rows.findings.map(({ count }) => count)) / 1440).toBeCloseTo(7.21, 1);
  });

  it('ETTh1: the value of a day repeated for each 31st, which its makers filled in', () => {
    const { findings } = judgeCsv(`${data}/ett/ETTh1.csv`);
    const flat = findings.filter(({ kind }) => kind === 'flat-line');
    const days = flat.map(({ fromMs }) => iso(fromMs + 2 * 3_600_000).slice(8, 10));
    expect(days.filter((day) => day === '31').length).toBeGreaterThan(0.8 * days.length);
    expect(new Set(flat.map(({ tag }) => tag)).size).toBe(7);
    expect(findings.filter(({ kind }) => kind !== 'flat-line')).toEqual([]);
  });

  it.each(readdirSyncOr(`${ghe}/sbg`))('GHE meter %s: two rates in one file, each measured', (name) => {
    const { tags } = judgeCsv(`${ghe}/sbg/${name}`);
    const seconds = Object.fromEntries(tags.map(({ tag, interval }) => [tag, interval.seconds]));
    expect(seconds.pressure).toBe(60);
    expect(seconds.flow).toBe(60);
    expect(seconds.temperature).toBe(300);
    expect(seconds.battery_voltage).toBe(300);
  });

  it('GHE meter: minutes without rows, and the gaps that only the slow sensors have', () => {
    const { findings } = judgeCsv(`${ghe}/sbg/2024-08-08.csv`);
    const gaps = findings.filter(({ kind }) => kind === 'gap');
    expect(findings.filter(({ kind }) => kind === 'no rows')).toHaveLength(1);
    expect(gaps.map(({ tag }) => tag)).not.toContain('pressure');
    expect(gaps.every(({ count }) => count === 21)).toBe(true);
  });

  it.each([
    'turbine-flow/2024-08-23.csv',
    'mfc/2024-08-15.csv',
    'mfc/2024-08-19.csv',
    'rH-temp/2024-08-23.csv',
  ])('GHE instruments %s: nothing is called bad, though rows come unevenly', (name) => {
    const { findings } = judgeCsv(`${ghe}/${name}`);
    expect(findings.filter(({ quality }) => quality === 'bad')).toEqual([]);
  });

  it.each([...skab('anomaly-free'), ...skab('valve1')])(
    '%s: valves that close are the pump, not its data',
    (path) => {
      const { findings, rows } = judgeCsv(path);
      expect(rows.interval.seconds).toBeGreaterThanOrEqual(1);
      expect(rows.interval.seconds).toBeLessThan(1.1);
      const bad = findings.filter(({ quality, kind }) => quality === 'bad' && kind !== 'no rows');
      expect(bad).toEqual([]);
    },
  );

  it('SKAB pressure: reads in steps of 0.328 bar', () => {
    const { findings } = judgeCsv(`${data}/skab/anomaly-free/anomaly-free.csv`);
    expect(findings).toMatchObject([{ kind: 'coarse steps', tag: 'pressure' }]);
    expect(findings[0].words).toContain('0.328');
  });
});

function readdirSyncOr(folder: string): string[] {
  return existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.csv')) : [];
}
