import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readFaultPlan } from '$lib/simulator/fault-plan';
import { drawFaults } from '$lib/simulator/fault-schedule';
import { FAULT_KIND_NAMES, factsOf } from '$lib/simulator/fault-kinds';
import { hasFailed, severityAt } from '$lib/simulator/faults';
import { truthCsv, truthRows } from '$lib/simulator/truth';
import { simulatePlant } from '$lib/simulator/simulate';
import { START_MS } from './support';

const DAY_MS = 86_400_000;
const drawn = (seed: number, days: number) => drawFaults(seed, START_MS, START_MS + days * DAY_MS);

describe('a schedule drawn by seed', () => {
  it('has no two faults on one equipment at a time, and each has an end', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e9 }), (seed) => {
        const ends = new Map<string, number>();
        for (const fault of drawn(seed, 120)) {
          const { equipment } = factsOf(fault.kind);
          expect(fault.fromMs).toBeGreaterThanOrEqual(ends.get(equipment) ?? 0);
          expect(fault.toMs).toBeGreaterThan(fault.fromMs);
          ends.set(equipment, fault.toMs);
        }
      }),
      { numRuns: 50 },
    );
  });

  it('of a shorter period is the beginning of that of a longer one', () => {
    const long = drawn(9, 200);
    const end = START_MS + 80 * DAY_MS;
    expect(drawn(9, 80)).toEqual(long.filter((fault) => fault.fromMs < end));
  });

  it('brings every kind of fault over many plants', () => {
    const kinds = new Set(
      Array.from({ length: 30 }, (_, seed) => drawn(seed, 180))
        .flat()
        .map((f) => f.kind),
    );
    expect([...kinds].sort()).toEqual([...FAULT_KIND_NAMES].sort());
  });
});

describe('severity', () => {
  it('is 0 outside the interval, never falls before failure, and is greatest at failure', () => {
    for (const fault of [1, 2, 3].flatMap((seed) => drawn(seed, 150))) {
      expect(severityAt(fault, fault.fromMs - 1)).toBe(0);
      expect(severityAt(fault, fault.toMs)).toBe(0);
      if (fault.failureMs === null) continue;
      const end = Math.min(fault.failureMs, fault.toMs - 1);
      const parts = Array.from({ length: 20 }, (_, i) => fault.fromMs + ((end - fault.fromMs) * i) / 19);
      const grown = parts.map((ms) => severityAt(fault, ms));
      expect(grown).toEqual([...grown].sort((a, b) => a - b));
      if (fault.failureMs < fault.toMs) {
        expect(severityAt(fault, fault.failureMs)).toBeCloseTo(fault.severity, 9);
        expect(hasFailed(fault, fault.failureMs)).toBe(true);
      }
      expect(hasFailed(fault, fault.failureMs - 1)).toBe(false);
    }
  });
});

const plan = [
  {
    kind: 'oil_filter_clogging',
    from: '2024-01-05T00:00:00Z',
    failure: '2024-01-15T06:00:00Z',
    to: '2024-01-15T10:00:00Z',
  },
  {
    ...{ kind: 'stuck_value', from: '2024-01-03T00:00:00Z', to: '2024-01-03T05:00:00Z', severity: 0.5 },
    column: 'bop_plc_vl_comp_suction_temp',
  },
];

describe('a plan by hand', () => {
  it('is injected as written, by onset, and the truth says so', () => {
    const faults = readFaultPlan(plan);
    expect(faults.map((fault) => fault.kind)).toEqual(['stuck_value', 'oil_filter_clogging']);
    const { truth } = simulatePlant({ seed: 1, days: 1, startMs: START_MS, faults });
    expect(truth).toEqual(truthRows(faults));
    expect(truthCsv(truth)).toBe(
      [
        'from,to,fault,equipment,component,tags,severity,failure_time',
        '2024-01-03T00:00:00Z,2024-01-03T05:00:00Z,stuck_value,instruments,transmitter,bop_plc_vl_comp_suction_temp,0.5,',
        '2024-01-05T00:00:00Z,2024-01-15T10:00:00Z,oil_filter_clogging,compressor,oil filter,' +
          'bop_plc_vl_comp_oilfilterdiff_pressure;bop_plc_vl_comp_netoildiff_pressure;' +
          'bop_plc_pt1302_oilmanifold_pressure;bop_plc_vl_comp_discharge_temp,1,2024-01-15T06:00:00Z',
        '',
      ].join('\n'),
    );
  });

  it.each([
    [{}, 'a fault plan is a list of faults'],
    [[{ kind: 'rust' }], 'fault 1 of the plan: kind "rust" is none of'],
    [[{ ...plan[0], from: 'soon' }], 'fault 1 of the plan: from "soon" is not an ISO time'],
    [[{ ...plan[0], failure: undefined }], 'fault 1 of the plan: failure undefined is not an ISO time'],
    [[{ ...plan[1], column: 'x' }], 'fault 1 of the plan: column "x" is not one of the plant'],
    [[plan[0], { ...plan[1], severity: 2 }], 'fault 2 of the plan: severity 2 is not in (0, 1]'],
    [
      [{ ...plan[1], to: '2024-01-02T00:00:00Z' }],
      'fault 1 of the plan: to 2024-01-02T00:00:00Z is not after',
    ],
  ])('that is wrong is refused with its place: %j', (wrong, message) => {
    expect(() => readFaultPlan(wrong)).toThrow(message);
  });
});
