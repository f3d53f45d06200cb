/** Instrument faults that the simulator injects: which are found, and what else is called a fault. */
import { beforeAll, describe, expect, it } from 'vitest';
import { judgeTag } from '$lib/quality/judge-tag';
import { defaultLimits } from '$lib/quality/limits';
import { judgeTimeline } from '$lib/quality/timeline';
import type { Finding, TagFacts, TagMinutes, Timeline } from '$lib/quality/types';
import type { ColumnName } from '$lib/simulator/columns';
import type { Fault } from '$lib/simulator/faults';
import { simulatePlant, type SimulatedPlant } from '$lib/simulator/simulate';
import { canonicalTag, CANONICAL_TAGS } from '$lib/plant/tags';

const START_MS = Date.UTC(2024, 0, 1);
const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const DAYS = 8;

const fault = (
  kind: Fault['kind'],
  column: ColumnName | null,
  fromDay: number,
  hours: number,
  severity = 0.7,
): Fault => {
  const fromMs = START_MS + Math.round((fromDay * DAY_MS) / 60_000) * 60_000;
  return { kind, column, fromMs, toMs: fromMs + hours * HOUR_MS, failureMs: null, severity };
};

/** Two of each instrument fault that roll-ups can show, a drift, and faults of the plant itself, which are none. */
const FAULTS: Fault[] = [
  fault('stuck_value', 'bop_plc_pt1201_glycol_pressure', 1.2, 2),
  fault('stuck_value', 'bop_plc_abb_gc_outletstream_temp', 3.4, 9),
  fault('spikes', 'bop_plc_vl_comp_vibration_de', 2.1, 4),
  fault('spikes', 'bop_plc_te1402_ambient_temp', 5.3, 8, 0.6),
  fault('dropout', 'bop_plc_te1401_aftercooler_temp', 1.7, 3),
  fault('dropout', 'bop_plc_bge_blowervfd_speed', 6.2, 1),
  fault('sensor_drift', 'bop_plc_lt1201_glycol_level', 2, 96),
  fault('foaming', null, 4, 12),
  fault('estop', 'bop_plc_in_hs901_estop', 5.6, 1),
  fault('blower_vfd_trip', null, 6.6, 1),
  fault('feed_interruption', null, 0.6, 10),
];
const EXPECTED: Partial<Record<Fault['kind'], Finding['kind'][]>> = {
  stuck_value: ['flat-line'],
  spikes: ['spikes'],
  dropout: ['thin', 'gap'],
};

interface Judged {
  findings: Finding[];
  millis: number;
}

/** All tags of a simulated plant, as the page judges them. */
function judgeAll(plant: SimulatedPlant): Judged {
  const length = (plant.endMs - plant.startMs) / 60_000;
  const column = () => new Float64Array(length);
  const values: TagMinutes[] = plant.columns.map(() => ({
    ...{ avg: column(), min: column(), max: column(), count: column() },
  }));
  let at = 0;
  for (const minute of plant.minutes()) {
    values.forEach((tag, index) => {
      tag.avg[at] = minute.avg[index];
      tag.min[at] = minute.min[index];
      tag.max[at] = minute.max[index];
      tag.count[at] = minute.count[index];
    });
    at++;
  }
  const timeline: Timeline = {
    minutes: Int32Array.from({ length }, (_, row) => plant.startMs / 60_000 + row),
    rows: column().fill(60),
  };
  const rowsInterval = judgeTimeline(timeline, true).interval;
  const running = values[plant.columns.findIndex(({ name }) => name === 'bop_plc_bge_skid_running')].avg;
  const context = { timeline, rowsInterval, zone: 'UTC', resting: (row: number) => !(running[row] > 0) };
  const began = performance.now();
  const findings = plant.columns.flatMap(({ name, kind }, index) => {
    const canonical = CANONICAL_TAGS.find(({ referenceColumn }) => referenceColumn === name)?.id ?? null;
    const unit = canonical === null ? '' : (canonicalTag(canonical)?.unit ?? '');
    const facts: TagFacts = {
      ...{ tag: name, header: name, canonical, unit },
      kind: kind === 'boolean' ? 'boolean' : 'number',
    };
    return judgeTag(facts, values[index], { ...context, limits: defaultLimits(facts) }).findings;
  });
  return { findings, millis: performance.now() - began };
}

const overlaps = ({ fromMs, toMs }: Finding, known: Fault) => fromMs < known.toMs && toMs > known.fromMs;

describe('instrument faults of the simulated plant', () => {
  let judged: Judged;
  beforeAll(() => {
    judged = judgeAll(simulatePlant({ seed: 11, days: DAYS, startMs: START_MS, faults: FAULTS }));
  }, 120_000);

  it.each(FAULTS.filter(({ kind }) => EXPECTED[kind]))('$kind of $column is found where it was', (known) => {
    const found = judged.findings.filter(
      ({ tag, kind }) => tag === known.column && EXPECTED[known.kind]?.includes(kind),
    );
    expect(found).toHaveLength(1);
    // The minute of its start and end holds readings of before and after.
    expect(Math.abs(found[0].fromMs - known.fromMs)).toBeLessThanOrEqual(10 * 60_000);
    expect(Math.abs(found[0].toMs - known.toMs)).toBeLessThanOrEqual(10 * 60_000);
  });

  it('are all that is called bad: stops, foam and a feed that fails are the plant, not its data', () => {
    const instruments = FAULTS.filter(({ kind }) => EXPECTED[kind]);
    const wrong = judged.findings
      .filter(({ quality }) => quality === 'bad')
      .filter(
        (finding) => !instruments.some((known) => finding.tag === known.column && overlaps(finding, known)),
      );
    expect(wrong.map(({ tag, kind, words }) => `${kind} ${tag}: ${words}`)).toEqual([]);
  });

  it('do not show as a drift, which no rule for one sensor alone can tell from the process', () => {
    const [drift] = FAULTS.filter(({ kind }) => kind === 'sensor_drift');
    expect(judged.findings.filter(({ tag }) => tag === drift.column)).toEqual([]);
  });

  it('leave the daily counter its resets: known by their rhythm', () => {
    const resets = judged.findings.filter(({ kind }) => kind === 'counter reset');
    expect(resets).toMatchObject([
      {
        ...{ tag: 'bop_plc_inr_fc_todayenergy_real', quality: 'good', count: DAYS - 1 },
        words: expect.stringContaining('each day near 00:00'),
      },
    ]);
  });
});

describe('a clock that jumps in the simulated export', () => {
  it.each([
    ['an hour back', 0.9],
    ['seven minutes ahead', 0.2],
  ])('%s is one clock step', (_, severity) => {
    const known = fault('clock_jump', null, 0.3, 5, severity);
    const plant = simulatePlant({ seed: 5, days: 1, startMs: START_MS, faults: [known] });
    const { timesMs } = plant.seconds(plant.startMs, plant.endMs);
    const rows = new Map<number, number>();
    for (const ms of timesMs) rows.set(Math.floor(ms / 60_000), (rows.get(Math.floor(ms / 60_000)) ?? 0) + 1);
    const minutes = [...rows.keys()].sort((a, b) => a - b);
    const timeline = {
      minutes: Int32Array.from(minutes),
      rows: Float64Array.from(minutes, (minute) => rows.get(minute) ?? 0),
    };
    const { findings } = judgeTimeline(timeline, true);
    expect(findings.map(({ kind }) => kind)).toEqual(['clock step']);
    expect(overlaps(findings[0], known)).toBe(true);
    expect([7, 60]).toContain(findings[0].count);
  });
});
