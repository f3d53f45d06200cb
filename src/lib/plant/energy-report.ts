/** Energy and gas by hour, day or month, from counters and from flow and analyser. All in kWh and Nm3. */

/** Superior heating value of methane, kWh/Nm3: 39.828 MJ/m3, combustion at 25 degC, ISO 6976:2016. */
export const METHANE_KWH = 39.828 / 3.6;

const HOUR_MS = 3_600_000;

/** What one source says of each bucket; NaN where nothing was read. */
export interface EnergyColumns {
  /** By the counter, kWh; null without one. */
  energy: Float64Array | null;
  /** By the counter, Nm3; null without one. */
  volume: Float64Array | null;
  /** By the flow meter, Nm3; null without one. */
  flowVolume: Float64Array | null;
  /** By flow and analyser, kWh; null without both. */
  flowEnergy: Float64Array | null;
  /** Own use of electricity, kWh; null when no meter is named. */
  electricity: Float64Array | null;
}

/** Prices as a person gave them, per kWh. */
export interface Prices {
  /** Of the energy sold, and of electricity used; null when not given. */
  energy: number | null;
  electricity: number | null;
}

/** A bucket, or the whole period. Numbers are NaN where they cannot be said. */
export interface EnergyRow {
  /** ms since epoch; the part of the bucket that lies in the period. */
  fromMs: number;
  toMs: number;
  energy: number;
  volume: number;
  flowVolume: number;
  flowEnergy: number;
  electricity: number;
  /** Mean power of the energy made, kW. */
  power: number;
  /** Percent of what the rated power would have made. */
  capacity: number;
  revenue: number;
  cost: number;
}

export interface EnergyReport {
  rows: EnergyRow[];
  total: EnergyRow;
  /** Which source `power`, `capacity` and `revenue` go by; null when none is there. */
  from: 'counter' | 'flow' | null;
}

const SUMMED = ['energy', 'volume', 'flowVolume', 'flowEnergy', 'electricity'] as const;

function sumRead(values: readonly number[]): number {
  const read = values.filter((value) => !Number.isNaN(value));
  return read.length === 0 ? Number.NaN : read.reduce((sum, value) => sum + value, 0);
}

/**
 * Rows of the buckets of a period and their total.
 * @param edges  of the buckets, ms since epoch; the columns have edges.length - 1 values
 * @param period from inclusive, to exclusive; first and last bucket count from and to its ends
 * @param ratedKW rated power, kW; null when not given
 */
export function energyReport(
  edges: readonly number[],
  period: { fromMs: number; toMs: number },
  columns: EnergyColumns,
  ratedKW: number | null,
  prices: Prices,
): EnergyReport {
  const from = columns.energy ? 'counter' : columns.flowEnergy ? 'flow' : null;
  const finish = (fromMs: number, toMs: number, sums: Record<(typeof SUMMED)[number], number>): EnergyRow => {
    const made = from === 'flow' ? sums.flowEnergy : sums.energy;
    const power = made / ((toMs - fromMs) / HOUR_MS);
    return {
      fromMs,
      toMs,
      ...sums,
      power,
      capacity: ratedKW === null ? Number.NaN : (100 * power) / ratedKW,
      revenue: prices.energy === null ? Number.NaN : made * prices.energy,
      cost: prices.electricity === null ? Number.NaN : sums.electricity * prices.electricity,
    };
  };
  const all = (pick: (name: (typeof SUMMED)[number]) => number) =>
    Object.fromEntries(SUMMED.map((name) => [name, pick(name)])) as Record<(typeof SUMMED)[number], number>;
  const rows = edges.slice(0, -1).map((edge, at) =>
    finish(
      Math.max(edge, period.fromMs),
      Math.min(edges[at + 1], period.toMs),
      all((name) => columns[name]?.[at] ?? Number.NaN),
    ),
  );
  const total = finish(
    period.fromMs,
    period.toMs,
    all((name) => sumRead(rows.map((row) => row[name]))),
  );
  return { rows, total, from };
}

/** Difference of two ways to the same number, in percent of the second; NaN where one is missing or the second is 0. */
export const differencePercent = (one: number, other: number): number =>
  other === 0 ? Number.NaN : (100 * (one - other)) / other;
