import { existsSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { valueLimits } from '$lib/plant/gas-limits';
import { profileOf } from '$lib/plant/gas-limits-profiles';
import { referenceOf } from '$lib/plant/iso6976-references';
import { CANONICAL_TAGS } from '$lib/plant/tags';
import { USUAL_CONDITIONS } from '$lib/plant/units-conditions';
import type { Column } from '$lib/rpc/database';
import { chooseLevel } from '$lib/series/level';
import { tagsQuery } from '$lib/sql/plant-info';
import type { Query } from '$lib/sql/query';
import { renderStatement } from '$lib/sql/render';
import { seriesQuery } from '$lib/sql/series';
import { statisticsQuery } from '$lib/sql/statistics';
import { gasReport } from '$lib/state/gas-report';
import { inputsOf, streamsOf, usualProfileOf } from '$lib/state/gas-streams';
import type { Plant, TagInfo } from '$lib/store/plant-types';
import { nativeAttach, type NativeAttachment, type NativeRow } from '../../native/duckdb';

const DEMO = 'static/demo/plant.duckdb';
const FIRST_MS = Date.UTC(2024, 0, 1);
const END_MS = Date.UTC(2024, 2, 31);
const at = (day: number) => FIRST_MS + day * 86_400_000;

function columnOf(name: string, rows: NativeRow[]): Column {
  const cells = rows.map((row) => row[name]);
  if (cells.some((cell) => typeof cell === 'string'))
    return { name, kind: 'text', values: cells.map((cell) => (cell === null ? null : String(cell))) };
  return {
    name,
    kind: 'number',
    values: Float64Array.from(cells, (cell) => (cell === null ? NaN : Number(cell))),
  };
}

/** A plant of the simulated file, answered by native DuckDB; only what a report asks. */
function nativePlant(file: NativeAttachment, tags: TagInfo[]): Plant {
  const run = runner(file);
  const mapped = new Map(
    tags.flatMap(({ tag, canonical }) => (canonical === null ? [] : [[canonical, tag]])),
  );
  const asked = {
    info: { tags, firstMs: FIRST_MS, endMs: END_MS },
    tagOf: (canonical: string) => mapped.get(canonical) ?? null,
    ask: <T>(range: { fromMs: number; toMs: number }, make: (known: object) => Query<T>) =>
      run(make({ range, untilMs: END_MS })),
    async series({ tags: wanted, fromMs, toMs, widthPx }: Parameters<Plant['series']>[0]) {
      const { bucketSeconds } = chooseLevel(toMs - fromMs, widthPx, 1);
      const found = await run(seriesQuery(wanted, { fromMs, toMs }, bucketSeconds * 1000));
      return { level: 'minute', bucketSeconds, ...found, rawMissing: null };
    },
    statistics: (wanted: readonly string[], range: { fromMs: number; toMs: number }) =>
      run(statisticsQuery(wanted, range)),
  };
  return asked as unknown as Plant;
}

const runner =
  (file: NativeAttachment) =>
  async <T>(query: Query<T>): Promise<T> => {
    const sql = renderStatement(query).replaceAll('plant.', '');
    const rows = await file.query(sql);
    const described = await file.query(`DESCRIBE ${sql}`);
    const columns = described.map((column) => columnOf(String(column.column_name), rows));
    return query.decode({ rows: rows.length, columns });
  };

describe.skipIf(!existsSync(DEMO))('the report on the simulated plant (built by npm run demo)', () => {
  let file: NativeAttachment;
  let plant: Plant;
  beforeAll(async () => {
    file = await nativeAttach(DEMO);
    const tags = await runner(file)(tagsQuery());
    plant = nativePlant(file, tags as unknown as TagInfo[]);
  }, 60_000);
  afterAll(() => file.close());

  const report = (from: number, to: number, profile = 'reference-plant') => {
    const [stream] = streamsOf(plant);
    const inputs = inputsOf(stream, USUAL_CONDITIONS);
    const reference = referenceOf('25/0');
    const limits = valueLimits(profileOf(profile, []), { ...USUAL_CONDITIONS, molarMass: null });
    const question = { source: { inputs, reference }, limits, range: { fromMs: at(from), toMs: at(to) } };
    return gasReport(plant, { ...question, widthPx: 640 }, new AbortController().signal);
  };

  it('finds the one stream, its analysis, and the plant’s own rules', () => {
    const streams = streamsOf(plant);
    expect(streams.map(({ name }) => name)).toEqual(['Outletstream']);
    expect(Object.keys(inputsOf(streams[0], USUAL_CONDITIONS))).toEqual(['ch4', 'co2', 'n2', 'o2', 'h2s']);
    expect(usualProfileOf(streams[0], inputsOf(streams[0], USUAL_CONDITIONS))).toBe('reference-plant');
    expect(CANONICAL_TAGS.filter(({ id }) => plant.tagOf(id) !== null).length).toBeGreaterThan(30);
  });

  it(
    'has the means of the readings themselves, and minutes as counted by native DuckDB',
    { timeout: 60_000 },
    async () => {
      const { properties, now } = await report(30, 40);
      const name = 'bop_plc_abb_gc_outletstream_ch4';
      const where = `WHERE bucket >= epoch_ms(${at(30)}) AND bucket < epoch_ms(${at(40)})`;
      const [known] = await file.query(
        `SELECT sum(${name}_avg * ${name}_count) / sum(${name}_count) AS mean, count(${name}_avg) AS minutes, max(${name}_max) AS high, last(${name}_avg ORDER BY bucket) AS final FROM minute_rollup ${where}`,
      );
      // Whole hours are read from the hour roll-up, whose means the simulated file keeps to four digits.
      expect(properties.ch4.mean).toBeCloseTo(Number(known.mean), 3);
      expect(properties.ch4.minutes).toBe(Number(known.minutes));
      expect(properties.ch4.highest).toBe(Number(known.high));
      expect(now?.values.ch4).toBeCloseTo(Number(known.final), 9);
      expect(properties.wobbe.mean).toBeGreaterThan(properties.gross.mean);
      expect(properties.gross.mean / properties.ch4.mean).toBeCloseTo(0.399, 2);
    },
  );

  it('counts the minutes out of limits as a plain query does', { timeout: 60_000 }, async () => {
    const { properties, excursions } = await report(15, 40, 'raw-biogas');
    const name = 'bop_plc_abb_gc_outletstream';
    const [known] = await file.query(
      `SELECT count(*) FILTER (${name}_ch4_avg < 50 OR ${name}_ch4_avg > 70) AS ch4, count(*) FILTER (${name}_o2_avg > 1) AS o2 FROM minute_rollup WHERE bucket >= epoch_ms(${at(15)}) AND bucket < epoch_ms(${at(40)})`,
    );
    expect(properties.ch4.outside[0].minutes).toBe(Number(known.ch4));
    expect(properties.o2.outside[0].minutes).toBe(Number(known.o2));
    expect(Number(known.o2)).toBeGreaterThan(0);
    expect(excursions.length).toBeGreaterThan(0);
  });

  it('says that air leaked in only when it did', { timeout: 60_000 }, async () => {
    const kinds = async (from: number, to: number) =>
      (await report(from, to)).air?.stretches.filter(({ kind }) => kind === 'air').length;
    expect(await kinds(17, 22)).toBe(1);
    expect(await kinds(60, 75)).toBe(0);
  });
});
