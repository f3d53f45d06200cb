import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DERIVED_PROPERTIES, GAS_PROPERTIES, gasValues } from '$lib/plant/gas-quality';
import { fillerOf, type GasInputs } from '$lib/plant/gas-quality-inputs';
import { COMPONENTS } from '$lib/plant/iso6976';
import { REFERENCE_IDS, referenceOf } from '$lib/plant/iso6976-references';
import type { Column, Columns } from '$lib/rpc/database';
import { lastGasQuery } from '$lib/sql/gas-quality';
import { minutesOutsideQuery } from '$lib/sql/gas-quality-outside';
import { gasMinutesQuery, gasSeriesQuery } from '$lib/sql/gas-quality-series';
import { methaneBalanceQuery, type BalancedStream } from '$lib/sql/gas-recovery';
import type { Query } from '$lib/sql/query';
import { renderStatement } from '$lib/sql/render';
import { nativeQuery } from '../../native/duckdb';

const MINUTE_MS = 60_000;
/** A minute's means by tag; null where nothing was read. */
type Row = Partial<Record<string, number | null>>;

/** The statement on rows given here instead of a plant's. */
async function run<T>(query: Query<T>, rows: Row[], startMs = 0): Promise<T> {
  const tags = Object.keys(rows[0]);
  const cell = (value: number | null | undefined) =>
    value == null ? 'CAST(NULL AS DOUBLE)' : `${value}::DOUBLE`;
  const values = rows.map(
    (row, at) =>
      `SELECT epoch_ms(CAST(${startMs + at * MINUTE_MS} AS BIGINT)) AS bucket, ${tags
        .map((tag) => `${cell(row[tag])} AS "${tag}_avg"`)
        .join(', ')}`,
  );
  const sql = renderStatement(query).replaceAll('plant.minute_rollup', `(${values.join(' UNION ALL ')})`);
  const found = await nativeQuery(sql);
  const columns = Object.keys(found[0] ?? {}).map((name): Column => ({
    name,
    kind: 'number',
    values: Float64Array.from(found, (row) => (row[name] === null ? Number.NaN : Number(row[name]))),
  }));
  return query.decode({ rows: found.length, columns } satisfies Columns);
}

const ALL: GasInputs = Object.fromEntries(
  COMPONENTS.map((component) => [
    component,
    { tag: component, scale: component === 'h2s' ? 1e-4 : 1, assumed: '' },
  ]),
);
const range = (minutes: number) => ({ fromMs: 0, toMs: minutes * MINUTE_MS });

test('the database computes what the formulas do, for any analysis, reference and set of columns', async () => {
  const percent = fc.option(fc.double({ min: 0, max: 100, noNaN: true }), { freq: 6 });
  const scenario = fc.record({
    ch4: fc.double({ min: 30, max: 100, noNaN: true }),
    co2: percent,
    n2: percent,
    o2: percent,
    h2s: fc.option(fc.double({ min: 0, max: 5000, noNaN: true })),
    without: fc.subarray(['co2', 'n2', 'o2', 'h2s'] as const),
    reference: fc.constantFrom(...REFERENCE_IDS),
  });
  await fc.assert(
    fc.asyncProperty(scenario, async ({ without, reference: id, ...row }) => {
      const inputs = Object.fromEntries(
        Object.entries(ALL).filter(([name]) => !without.some((w) => w === name)),
      );
      const read = Object.fromEntries(
        Object.keys(inputs).map((name) => {
          const value = row[name as keyof typeof row];
          return [name, value === null ? Number.NaN : name === 'h2s' ? value * 1e-4 : value];
        }),
      );
      const reference = referenceOf(id);
      const expected = gasValues(read, fillerOf(inputs), reference);
      const found = await run(lastGasQuery({ inputs, reference }, range(1)), [row]);
      for (const property of GAS_PROPERTIES) {
        if (Number.isNaN(expected[property])) expect(found?.values[property], property).toBeNaN();
        else expect(found?.values[property], property).toBeCloseTo(expected[property], 9);
      }
    }),
    { numRuns: 60 },
  );
});

test('what is not linear is averaged minute by minute', async () => {
  const given: Row[] = [
    { ch4: 60, co2: 40, n2: 0, o2: 0, h2s: 100 },
    { ch4: 90, co2: 10, n2: 0, o2: 0, h2s: 300 },
    { ch4: null, co2: null, n2: null, o2: null, h2s: null },
    { ch4: 70, co2: 30, n2: 0, o2: 0, h2s: null },
  ];
  const reference = referenceOf('25/0');
  const source = { inputs: ALL, reference };
  const { derived, timesMs, rows } = await run(gasSeriesQuery(source, range(4), 2 * MINUTE_MS), given);
  const minutes = await run(gasMinutesQuery(source, range(4)), given);
  const wobbe = (ch4: number, h2sPpm: number) =>
    gasValues({ ch4, co2: 100 - ch4, n2: 0, o2: 0, h2s: h2sPpm / 1e4 }, null, reference).wobbe;
  const [low, high] = [wobbe(60, 100), wobbe(90, 300)];
  expect([...timesMs]).toEqual([0, 2 * MINUTE_MS]);
  expect(derived.wobbe.avg[0]).toBeCloseTo((low + high) / 2, 9);
  expect(derived.wobbe.avg[0]).not.toBeCloseTo(wobbe(75, 200), 1);
  expect([derived.wobbe.min[0], derived.wobbe.max[0]].map((v) => v.toFixed(9))).toEqual(
    [low, high].map((v) => v.toFixed(9)),
  );
  expect(derived.wobbe.mean).toBeCloseTo((low + high + wobbe(70, 0)) / 3, 9);
  expect(derived.wobbe.highest).toBeCloseTo(high, 9);
  expect([minutes.h2s, minutes.ch4, minutes.gross]).toEqual([2, 3, 3]);
  expect(rows).toEqual(minutes);
  expect(derived.score.avg[1]).toBeCloseTo(0.7 * 70 + 0.3 * 70, 12);
});

test('a gas without readings has no numbers rather than zeros', async () => {
  const rows: Row[] = [{ ch4: null, co2: null, n2: null, o2: null, h2s: null }];
  const source = { inputs: ALL, reference: referenceOf('25/0') };
  const { derived } = await run(gasSeriesQuery(source, range(1), MINUTE_MS), rows);
  const minutes = await run(gasMinutesQuery(source, range(1)), rows);
  for (const property of DERIVED_PROPERTIES) {
    const { mean, lowest, highest, avg } = derived[property];
    expect([mean, lowest, highest, minutes[property], avg[0]]).toEqual([NaN, NaN, NaN, 0, NaN]);
  }
  expect(await run(lastGasQuery(source, range(1)), rows)).toBeNull();
});

test('more than 120 days are computed hour by hour, of the hours wholly inside', () => {
  const source = { inputs: ALL, reference: referenceOf('25/0') };
  const day = 86_400_000;
  const long = gasSeriesQuery(source, { fromMs: 1, toMs: 121 * day + 1 }, 6 * 3_600_000);
  expect(long.sql).toContain('plant.hour_rollup');
  expect(long.params).toEqual([3_600_000, 121 * day]);
  expect(gasSeriesQuery(source, { fromMs: 0, toMs: 120 * day }, 6 * 3_600_000).sql).toContain(
    'minute_rollup',
  );
});

test('minutes outside of a limit come in order, with the values', async () => {
  const rows = [72, 64.9, 81, 75, 60].map((ch4): Row => ({ ch4, co2: 99 - ch4, n2: 1, o2: 0, h2s: 10 }));
  const source = { inputs: ALL, reference: referenceOf('25/0') };
  const limits = [
    { property: 'ch4', min: 65, max: 80 },
    { property: 'h2s', min: null, max: 0.01 },
  ] as const;
  const { timesMs, values } = await run(minutesOutsideQuery(source, limits, range(5)), rows);
  expect([...timesMs]).toEqual([1, 2, 4].map((minute) => minute * MINUTE_MS));
  expect([...(values.ch4 ?? [])]).toEqual([64.9, 81, 60]);
});

test('methane is balanced over the minutes in which every stream has flow and methane', async () => {
  const stream = (role: 'feed' | 'product' | 'off-gas', name: string): BalancedStream => ({
    role,
    flow: { tag: `${name}_flow`, scale: 2 },
    methane: { tag: `${name}_ch4`, scale: 1 },
  });
  const rows: Row[] = [
    { in_flow: 60, in_ch4: 50, out_flow: 30, out_ch4: 90 },
    { in_flow: 60, in_ch4: null, out_flow: 30, out_ch4: 90 },
    // A flow meter at rest may read a little below zero.
    { in_flow: -1, in_ch4: 50, out_flow: 30, out_ch4: 90 },
  ];
  const parts = [stream('feed', 'in'), stream('product', 'out')];
  const found = await run(methaneBalanceQuery(parts, range(3)), rows);
  expect(found).toEqual({ feed: 1, product: 1.8, offGas: NaN, minutes: 2 });
});
