import { describe, expect, it } from 'vitest';
import type { Column, Columns } from '$lib/rpc/database';
import { chooseLevel } from '$lib/series/level';
import { USUAL_CONDITIONS } from '$lib/plant/units-conditions';
import { machineSource } from '$lib/state/machines-read';
import { readStates } from '$lib/state/machines-states';
import { shownHead, shownOf } from '$lib/state/machines-shown';
import { readSwitches, type SwitchTag } from '$lib/state/safety-read';
import { displayUnit } from '$lib/plant/units-display';
import { learnThresholds } from '$lib/plant/states';
import type { Plant, SeriesData, TagInfo } from '$lib/store/plant-types';

const START = Date.UTC(2024, 4, 1);
const HOURS = 12;
const SECONDS = HOURS * 3600;
const at = (seconds: number) => START + seconds * 1000;

const tag = (name: string, canonical: string, unit = '', kind: TagInfo['kind'] = 'number'): TagInfo => ({
  ...{ tag: name, header: name, canonical, confidence: 0.99, unit, kind, group: '' },
  ...{ readings: SECONDS, avg: 0, min: 0, max: 1, firstMs: START, lastMs: at(SECONDS) },
});
const TAGS = [
  tag('run', 'compressor.running', '', 'boolean'),
  tag('flow', 'gas.flow', 'Nm3/h'),
  tag('p2', 'compressor.discharge_pressure', 'bar'),
  tag('t2', 'compressor.discharge_temperature', 'bar'),
];

/** Starts at 4000 s, a pulse off at 20 010 to 20 025 s, stops at 30 000 s; gas flows 90 s after a start. */
const runs = (s: number) => s >= 4000 && s < 30_000 && !(s >= 20_010 && s < 20_025);
const READINGS: Record<string, (s: number) => number> = {
  run: (s) => Number(runs(s)),
  flow: (s) => (runs(s) && s >= 4090 ? 90 : 0),
  p2: (s) => (runs(s) ? 7 : 0),
  t2: () => 1,
};

/** A plant of one reading a second; its readings themselves are at hand before `rawUntil`. */
function plantWith(rawUntil: number): Plant & { asked: number } {
  const bucketsOf = (name: string, fromMs: number, toMs: number, bucketMs: number) => {
    const starts = Array.from(
      { length: Math.ceil((toMs - fromMs) / bucketMs) },
      (_, index) => fromMs + index * bucketMs,
    );
    const parts = starts.map((ms) =>
      Array.from({ length: bucketMs / 1000 }, (_, s) => READINGS[name]((ms - START) / 1000 + s)),
    );
    const column = (of: (part: number[]) => number) => Float64Array.from(parts, of);
    return {
      avg: column((part) => part.reduce((a, b) => a + b, 0) / part.length),
      min: column((part) => Math.min(...part)),
      max: column((part) => Math.max(...part)),
    };
  };
  const mapping = new Map(TAGS.map(({ canonical, tag: name }) => [canonical, name]));
  const plant = {
    asked: 0,
    info: { tags: TAGS, samplingIntervalSeconds: 1, firstMs: START, endMs: at(SECONDS) },
    tagOf: (canonical: string) => mapping.get(canonical) ?? null,
    async series({ tags, fromMs, toMs, widthPx }: Parameters<Plant['series']>[0]): Promise<SeriesData> {
      plant.asked += 1;
      const { level, bucketSeconds } = chooseLevel(toMs - fromMs, widthPx, 1);
      const raw = level === 'raw' && toMs <= at(rawUntil);
      const bucketMs = raw ? 1000 : bucketSeconds * 1000;
      const series = tags.map((name) => ({ tag: name, ...bucketsOf(name, fromMs, toMs, bucketMs) }));
      const length = series[0].avg.length;
      return {
        level: raw ? 'raw' : level === 'raw' ? 'minute' : level,
        bucketSeconds: bucketMs / 1000,
        timesMs: Float64Array.from({ length }, (_, index) => fromMs + index * bucketMs),
        rows: new Float64Array(length).fill(bucketMs / 1000),
        series,
        rawMissing: level === 'raw' && !raw ? 'no file' : null,
      };
    },
  };
  const ask: Plant['ask'] = (of, make) => {
    plant.asked += 1;
    const { sql, params, decode } = make({ range: of, untilMs: at(SECONDS) });
    return Promise.resolve(decode(minutesOf(sql, params as number[])));
  };
  /** What the roll-up of minutes answers: rows of the hours in the statement, within its parameters. */
  const minutesOf = (sql: string, [fromMs, toMs]: number[]): Columns => {
    const hours = /\[([\d, ]+)\]/.exec(sql)?.[1].split(', ').map(Number) ?? [];
    const times = hours
      .flatMap((hour) => Array.from({ length: 60 }, (_, minute) => (hour * 60 + minute) * 60_000))
      .filter((ms) => ms >= fromMs && ms < toMs && ms < at(SECONDS));
    const number = (name: string, values: Float64Array): Column => ({ kind: 'number', name, values });
    const names = TAGS.map(({ tag: name }) => name).filter((name) => sql.includes(`"${name}_avg"`));
    const columns = names.flatMap((name, index) => {
      const parts = times.map((ms) => bucketsOf(name, ms, ms + 60_000, 60_000));
      return (['avg', 'min', 'max'] as const).map((measure) =>
        number(
          `${measure}${index}`,
          Float64Array.from(parts, (part) => part[measure][0]),
        ),
      );
    });
    const rows = Float64Array.from(times, () => 60);
    const all = [number('t', Float64Array.from(times)), number('n', rows), ...columns];
    return { rows: times.length, columns: all };
  };
  return {
    ...plant,
    ask,
    get asked() {
      return plant.asked;
    },
  } as unknown as Plant & { asked: number };
}

const RUN: SwitchTag = { tag: 'run', threshold: 0.5, bit: true };
const range = { fromMs: START, toMs: at(SECONDS) };
const { signal } = new AbortController();
const changesOf = async (plant: Plant, of = range) => {
  const read = await readSwitches(plant, [RUN], of, signal);
  return { ...read, changes: read.histories.get('run')?.changes ?? [] };
};

describe('switches of an open plant', () => {
  it('are timed by its readings where they are at hand', async () => {
    const { changes, mixedMinutes, lookedUp, missing } = await changesOf(plantWith(SECONDS));
    expect(changes.map(({ atMs, on, from }) => [(atMs - START) / 1000, on, from])).toEqual([
      [4000, true, 'readings'],
      [20_010, false, 'readings'],
      [20_025, true, 'readings'],
      // At the full minute: no minute holds both states.
      [30_000, false, 'counted'],
    ]);
    expect([mixedMinutes, lookedUp, missing]).toEqual([2, 2, null]);
  });

  it('are timed by counting where they are not, and a pulse then says its error', async () => {
    const { changes, lookedUp, missing } = await changesOf(plantWith(0));
    expect(changes.map(({ atMs, on, from, errorMs }) => [(atMs - START) / 1000, on, from, errorMs])).toEqual([
      [4000, true, 'counted', 0],
      [20_002.5, false, 'minute', 22_500],
      [20_017.5, true, 'minute', 22_500],
      [30_000, false, 'counted', 0],
    ]);
    expect([lookedUp, missing]).toEqual([0, 'no file']);
  });

  it('ask little of a plant: hours, a few minutes, single minutes of readings', async () => {
    const plant = plantWith(SECONDS);
    await changesOf(plant);
    expect(plant.asked).toBe(4);
  });

  it('of a short range, or none, are found too', async () => {
    const short = await changesOf(plantWith(SECONDS), { fromMs: at(3900), toMs: at(4100) });
    expect(short.changes.map(({ atMs }) => atMs)).toEqual([at(4000)]);
    expect((await readSwitches(plantWith(0), [], range, signal)).histories.size).toBe(0);
  });

  it('are told early, before readings are looked up', async () => {
    const early: number[] = [];
    await readSwitches(plantWith(SECONDS), [RUN], range, signal, ({ lookedUp }) => early.push(lookedUp));
    expect(early).toEqual([0]);
  });
});

describe('a machine of an open plant', () => {
  const plant = plantWith(SECONDS);
  const source = machineSource(plant, 'compressor', USUAL_CONDITIONS, null);

  it('says which sensors it has, lacks, and does not understand', () => {
    expect(source.columns.map(({ name }) => name)).toEqual(['running', 'discharge', 'flow']);
    expect(source.unmapped.map(({ canonical }) => canonical)).toContain('compressor.suction_pressure');
    expect(source.unknownUnit.map(({ header }) => header)).toEqual(['t2']);
  });

  it('ran, idled and stood as its readings say', async () => {
    const history = Float64Array.from({ length: 100 }, (_, index) => (index < 50 ? 0 : 90));
    const nothing = { running: null, current: null, speed: null, flow: null, rise: null };
    const thresholds = learnThresholds({ ...nothing, running: history, flow: history });
    const states = await readStates(plant, source, thresholds, range, signal);
    expect(states?.intervals.map(({ state, fromMs }) => [state, (fromMs - START) / 1000])).toEqual([
      ['stopped', 0],
      ['idle', 4000],
      ['running', 4090],
      ['stopped', 20_010],
      ['running', 20_025],
      ['stopped', 30_000],
    ]);
    expect(states?.faults).toBeNull();
  });

  it('is shown in the units of its sensors', () => {
    const units = {
      of: (quantity: Parameters<typeof displayUnit>[0], unit: string) =>
        displayUnit(
          quantity,
          unit,
          { system: 'recorded', units: {} },
          { ...USUAL_CONDITIONS, molarMass: null },
        ),
      ofTag: ({ unit }: { unit: string }) =>
        displayUnit(
          'pressure',
          unit,
          { system: 'recorded', units: {} },
          { ...USUAL_CONDITIONS, molarMass: null },
        ),
    };
    const discharge = source.columns.find(({ name }) => name === 'discharge') ?? null;
    const shown = shownOf(discharge, 'pressure', units);
    expect(shown.value(801_325)).toBeCloseTo(7, 9);
    expect(shown.toSi(7)).toBeCloseTo(801_325, 3);
    expect(shown.difference(100_000)).toBeCloseTo(1, 9);
    expect(shown.label).toBe('bar');
    expect(shownHead(discharge, units).value(50_000)).toBeCloseTo(0.5, 9);
    expect(shownOf(null, 'pressure', units).value(5)).toBe(5);
  });
});
