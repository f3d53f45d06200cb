import type { SimulatedPlant } from '../../src/lib/simulator/simulate';
import type { DemoIndex, DemoStop } from '../../src/lib/store/demo-types';
import type { TruthRow } from '../../src/lib/simulator/truth';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** The first injected fault of a kind. @throws Error when the plant has none: the demo's seed must be chosen anew */
function firstOf(truth: readonly TruthRow[], fault: string): TruthRow {
  const found = truth.find((row) => row.fault === fault);
  if (!found) throw new Error(`the simulated plant has no fault "${fault}"`);
  return found;
}

/** Where the plant file holds one-second readings: around an emergency stop, and where air begins to leak in. */
export const secondSpans = (truth: readonly TruthRow[]) =>
  ['estop', 'air_ingress'].map((fault) => {
    const onset = Math.floor(firstOf(truth, fault).fromMs / HOUR_MS) * HOUR_MS;
    return { fromMs: onset - HOUR_MS, toMs: onset + 2 * HOUR_MS };
  });

const iso = (ms: number) => new Date(ms).toISOString().replace('.000Z', 'Z');

/**
 * Stops for a speaker. One today: the others (cause, alarm, forecast, maintenance) come with their pages.
 */
function stops(truth: readonly TruthRow[]): DemoStop[] {
  const clogging = firstOf(truth, 'oil_filter_clogging');
  const from = iso(Math.floor((clogging.fromMs - 2 * DAY_MS) / HOUR_MS) * HOUR_MS);
  const to = iso(Math.ceil((clogging.toMs + DAY_MS) / HOUR_MS) * HOUR_MS);
  return [
    {
      title: 'A fault seen',
      words:
        'The oil filter of the compressor clogs: the pressure across it rises for three weeks until the machine stops.',
      query: `?from=${from}&to=${to}&tags=bop_plc_vl_comp_oilfilterdiff_pressure,bop_plc_vl_comp_mainmotor_amps`,
    },
  ];
}

/** What the start page shows of the simulated plant. */
export const demoIndex = (
  { truth, startMs, endMs, columns }: SimulatedPlant,
  sizeBytes: number,
): DemoIndex => ({
  name: 'Simulated plant',
  sizeBytes,
  firstMs: startMs,
  lastMs: endMs,
  tags: columns.length,
  faults: truth.length,
  stops: stops(truth),
});
