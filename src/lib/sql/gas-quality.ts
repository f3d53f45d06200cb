import type { TimeRange } from '$lib/ingest/types';
import { GAS_PROPERTIES, LEAST_SUM, MOST_SUM, type GasValues } from '$lib/plant/gas-quality';
import { fillerOf, type GasInputs } from '$lib/plant/gas-quality-inputs';
import { coefficients, COMPONENTS, type Component, type MoleFractions } from '$lib/plant/iso6976';
import type { Reference } from '$lib/plant/iso6976-references';
import { quoteIdentifier } from './identifiers';
import { numbersOf, type Query } from './query';
import { rollupColumn } from './schema';
import { RANGE_CONDITION, rangeParams, rollups } from './time-range';

/** A gas as a statement reads it: its analysis and the reference conditions of what is derived. */
export interface GasSource {
  inputs: GasInputs;
  reference: Reference;
}

const NULL = 'CAST(NULL AS DOUBLE)';

/** Mean of a component in percent, as a column of a roll-up. */
function measured(inputs: GasInputs, component: Component): string {
  const input = inputs[component];
  if (!input) return NULL;
  const column = quoteIdentifier(rollupColumn(input.tag, 'avg'));
  return input.scale === 1 ? column : `${column} * ${input.scale}`;
}

const weighted = (of: MoleFractions) =>
  `(${COMPONENTS.filter((component) => of[component] !== 0)
    .map((component) => `${of[component]} * x_${component}`)
    .join(' + ')})`;

/**
 * A row for each minute of a table expression: bucket and all properties, as `gasValues` has them of the minute's means.
 * @param rows rows of the minute roll-up
 */
export function gasMinutes({ inputs, reference }: GasSource, rows: string): string {
  const c = coefficients(reference);
  const filler = fillerOf(inputs);
  const means = COMPONENTS.map((component) => `${measured(inputs, component)} AS ${component}`);
  const term = (component: Component) => (component === 'h2s' ? 'coalesce(h2s, 0)' : component);
  const analysed = COMPONENTS.filter((component) => inputs[component]).map(term);
  const sum = analysed.length ? analysed.join(' + ') : NULL;
  const parts = COMPONENTS.map((component) => {
    const own = inputs[component] ? term(component) : '0';
    const amount = component === filler ? `${own} + greatest(0, 100 - analysed)` : own;
    return `(${amount}) / total AS x_${component}`;
  });
  const total = filler ? 'greatest(analysed, 100)' : 'analysed';
  return `SELECT bucket, ch4, co2, n2, o2, h2s, 100 - analysed AS balance, 0.7 * ch4 + 0.3 * (100 - co2) AS score,
${weighted(c.superior)} * moles AS gross, ${weighted(c.inferior)} * moles AS net, ${weighted(c.superior)} * moles / sqrt(mass * ${c.airFactor / c.airMolarMass} / z) AS wobbe,
mass * ${c.airFactor / c.airMolarMass} / z AS relativeDensity, mass * moles AS density, z AS compression
FROM (SELECT *, 1 - ${c.pressureRatio} * ${weighted(c.factors)} * ${weighted(c.factors)} AS z, ${weighted(c.molarMass)} AS mass, ${c.idealMolesPerM3 / 1000} / z AS moles
FROM (SELECT *, ${parts.join(', ')}
FROM (SELECT *, CASE WHEN ${total} BETWEEN ${LEAST_SUM} AND ${MOST_SUM} THEN ${total} END AS total
FROM (SELECT *, ${sum} AS analysed
FROM (SELECT ${['bucket', ...means].join(', ')} FROM ${rows})))))`;
}

/** Means of which derived properties are computed: of minutes, or of hours where there are very many minutes. */
export type GasLevel = 'minute' | 'hour';

/** Rows of the roll-up of a level in a range; of the hours only those that lie wholly in it. */
export function gasRows(level: GasLevel, { fromMs, toMs }: TimeRange): { table: string; params: number[] } {
  const table = `(SELECT * FROM plant.${level}_rollup WHERE ${RANGE_CONDITION})`;
  if (level === 'minute') return { table, params: rangeParams({ fromMs, toMs }) };
  const whole = {
    fromMs: Math.ceil(fromMs / rollups.hour.rowMs) * rollups.hour.rowMs,
    toMs: Math.floor(toMs / rollups.hour.rowMs) * rollups.hour.rowMs,
  };
  return { table, params: rangeParams(whole) };
}

/** The properties of one minute. */
export interface GasMinute {
  /** Start of the minute, ms since epoch. */
  ms: number;
  values: GasValues;
}

/** The last minute of a range that has a reading of methane; null when there is none. */
export function lastGasQuery(source: GasSource, range: TimeRange): Query<GasMinute | null> {
  const ch4 = measured(source.inputs, 'ch4');
  const last = `(SELECT * FROM plant.minute_rollup WHERE ${RANGE_CONDITION} AND ${ch4} IS NOT NULL ORDER BY bucket DESC LIMIT 1)`;
  return {
    sql: `SELECT epoch_ms(bucket) AS t, ${GAS_PROPERTIES.join(', ')} FROM (${gasMinutes(source, last)})`,
    params: rangeParams(range),
    decode(result) {
      if (result.rows === 0) return null;
      const values = Object.fromEntries(
        GAS_PROPERTIES.map((property) => [property, numbersOf(result, property)[0]]),
      );
      return { ms: numbersOf(result, 't')[0], values: values as GasValues };
    },
  };
}
