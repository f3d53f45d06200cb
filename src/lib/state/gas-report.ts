import type { TimeRange } from '$lib/ingest/types';
import {
  longestExcursions,
  timesOutside,
  type Excursion,
  type TimeOutside,
} from '$lib/plant/gas-limits-excursions';
import type { ValueLimit } from '$lib/plant/gas-limits';
import { GAS_PROPERTIES, isDerived, type GasProperty } from '$lib/plant/gas-quality';
import { airIngress, usualAir, type AirReport } from '$lib/plant/gas-quality-air';
import { recoveryOf, type MethaneBalance, type Recovery } from '$lib/plant/gas-quality-recovery';
import { COMPONENTS, type Component } from '$lib/plant/iso6976';
import { niceBucketSeconds } from '$lib/series/level';
import { lastGasQuery, type GasMinute, type GasSource } from '$lib/sql/gas-quality';
import { minutesOutsideQuery } from '$lib/sql/gas-quality-outside';
import { gasMinutesQuery, gasSeriesQuery, type GasSeries } from '$lib/sql/gas-quality-series';
import { renderStatement } from '$lib/sql/render';
import { methaneBalanceQuery, type BalancedStream } from '$lib/sql/gas-recovery';
import type { Plant } from '$lib/store/plant-types';

/** A property over the period, in the units of `GasValues`. */
export interface PropertySummary {
  property: GasProperty;
  /** In the last minute of the period that has methane; NaN without. */
  now: number;
  mean: number;
  lowest: number;
  highest: number;
  /** Minutes with a value. */
  minutes: number;
  /** Against each limit of the property. */
  outside: TimeOutside[];
}

/** What the page says of one stream in one period. */
export interface GasReport {
  now: GasMinute | null;
  properties: Record<GasProperty, PropertySummary>;
  derived: GasSeries;
  /** Longest first, at most 8. */
  excursions: Excursion[];
  /** Null without nitrogen and oxygen, or with too little of them to know the usual. */
  air: AirReport | null;
}

/** What is asked of a stream. */
export interface GasQuestion {
  source: GasSource;
  limits: readonly ValueLimit[];
  range: TimeRange;
  /** Width of the charts, CSS px. */
  widthPx: number;
}

/** The statement behind the derived properties, to be looked at in the SQL console. */
export const derivedSql = ({ source, range }: GasQuestion, bucketMs: number): string =>
  renderStatement(gasSeriesQuery(source, range, bucketMs));

const MOST_EXCURSIONS = 8;
/** Fine enough to find a leak of a few hours in a month, coarse enough for an analyser that answers every 15 minutes. */
const AIR_BUCKETS = 700;
const LEAST_AIR_BUCKET_S = 600;

/** Compute what the page says. @throws AbortError when given up */
export async function gasReport(
  plant: Plant,
  question: GasQuestion,
  signal: AbortSignal,
): Promise<GasReport> {
  const { source, limits, range, widthPx } = question;
  const bucketMs =
    1000 * niceBucketSeconds(Math.max(60, (range.toMs - range.fromMs) / 1000 / Math.max(1, widthPx)));
  const components = COMPONENTS.filter((component) => source.inputs[component]);
  const tags = components.map((component) => source.inputs[component]?.tag ?? '');
  const ask: Plant['ask'] = (of, make, given = signal) => plant.ask(of, make, given);
  const [now, derived, read, outside, air] = await Promise.all([
    lastMinute(plant, source, range, signal),
    ask(range, (known) => gasSeriesQuery(source, known.range, bucketMs)),
    plant.statistics(tags, range, signal),
    limits.length === 0 ? null : ask(range, (known) => minutesOutsideQuery(source, limits, known.range)),
    airReport(plant, source, range, signal),
  ]);
  const minutes =
    derived.level === 'minute'
      ? derived.rows
      : await ask(range, (known) => gasMinutesQuery(source, known.range));
  const times = outside ? timesOutside(outside.timesMs, outside.values, limits) : [];
  const summary = (property: GasProperty): PropertySummary => ({
    property,
    now: now?.values[property] ?? Number.NaN,
    ...(isDerived(property) ? derived.derived[property] : readOf(property)),
    minutes: minutes[property],
    outside: times.filter(({ limit }) => limit.property === property),
  });
  const readOf = (component: Component) => {
    const at = components.indexOf(component);
    const [found, scale] = [read[at], source.inputs[component]?.scale ?? Number.NaN];
    if (!found) return { mean: Number.NaN, lowest: Number.NaN, highest: Number.NaN };
    return { mean: found.avg * scale, lowest: found.min * scale, highest: found.max * scale };
  };
  return {
    now,
    derived,
    properties: Object.fromEntries(
      GAS_PROPERTIES.map((one) => [one, summary(one)]),
    ) as GasReport['properties'],
    excursions: longestExcursions(times, MOST_EXCURSIONS),
    air,
  };
}

/** Where the last minute is nearly always found, without a look through the whole range. */
const LAST_MS = 6 * 3_600_000;

async function lastMinute(
  plant: Plant,
  source: GasSource,
  range: TimeRange,
  signal: AbortSignal,
): Promise<GasMinute | null> {
  const lookIn = (of: TimeRange) => plant.ask(of, (known) => lastGasQuery(source, known.range), signal);
  const end = { fromMs: Math.max(range.fromMs, range.toMs - LAST_MS), toMs: range.toMs };
  return (await lookIn(end)) ?? (await lookIn(range));
}

/** Readings of two tags in percent, with their times. */
async function airSeries(
  plant: Plant,
  { inputs }: GasSource,
  range: TimeRange,
  buckets: number,
  signal: AbortSignal,
) {
  const [n2, o2] = [inputs.n2, inputs.o2];
  if (!n2 || !o2) return null;
  // Not fewer seconds a bucket than analyses come: a held value has no noise, but its steps would be seen twice.
  const widthPx = Math.min(buckets, Math.ceil((range.toMs - range.fromMs) / 1000 / LEAST_AIR_BUCKET_S));
  const data = await plant.series(
    { ...range, tags: [n2.tag, o2.tag], widthPx: Math.max(1, widthPx) },
    signal,
  );
  const percent = (at: number, scale: number) => data.series[at].avg.map((value) => value * scale);
  return { data, n2: percent(0, n2.scale), o2: percent(1, o2.scale) };
}

async function airReport(
  plant: Plant,
  source: GasSource,
  range: TimeRange,
  signal: AbortSignal,
): Promise<AirReport | null> {
  const whole = { fromMs: plant.info.firstMs, toMs: plant.info.endMs };
  const [history, now] = await Promise.all([
    airSeries(plant, source, whole, AIR_BUCKETS, signal),
    airSeries(plant, source, range, AIR_BUCKETS, signal),
  ]);
  if (!history || !now) return null;
  const usual = usualAir(history.n2, history.o2);
  if (!usual) return null;
  return airIngress(now.data.timesMs, now.data.bucketSeconds * 1000, now.n2, now.o2, usual);
}

/** A balance and what follows from it. */
export interface BalanceReport {
  balance: MethaneBalance;
  recovery: Recovery | null;
}

/** Methane balance over a period. @param parts of at least a feed */
export async function balanceReport(
  plant: Plant,
  parts: readonly BalancedStream[],
  range: TimeRange,
  signal: AbortSignal,
): Promise<BalanceReport> {
  const balance = await plant.ask(range, (known) => methaneBalanceQuery(parts, known.range), signal);
  return { balance, recovery: recoveryOf(balance) };
}
