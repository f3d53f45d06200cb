/** Statements that leave out rows which cannot change their answer, against the plain ones that look at every minute. */

import type { DuckDBConnection } from '@duckdb/duckdb-wasm/blocking';
import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { CURRENT_BAND } from '$lib/plant/health-score';
import { counterMinutesQuery } from '$lib/sql/energy';
import { healthQuery } from '$lib/sql/health';
import { mapped } from '$lib/sql/mapped';
import { minutesOfHoursQuery } from '$lib/sql/minutes-of-hours';
import { renderStatement } from '$lib/sql/render';
import type { Statement } from '$lib/rpc/database';
import { nodeEngine, STARTING_MS } from '../workers/database/node-engine';
import { HOUR_MS, MINUTE_MS, START_MS } from '../workers/database/test-plant';

let connection: DuckDBConnection;
beforeAll(async () => {
  connection = (await nodeEngine()).connect();
  connection.query("ATTACH ':memory:' AS plant");
}, STARTING_MS);

const MINUTES = 8 * 60;
const range = { fromMs: START_MS + 13 * MINUTE_MS, toMs: START_MS + 7.4 * HOUR_MS };
const known = { range, untilMs: START_MS + 8 * HOUR_MS };
const WITHIN = `bucket >= epoch_ms(${range.fromMs}) AND bucket < epoch_ms(${range.toMs})`;
const TAGS = ['comp', 'blow', 'amps'];

/** Means of a minute; most minutes run at the usual 100, some on the very edges of the free band. */
const { free } = CURRENT_BAND;
const share = fc.option(fc.constantFrom(0, 0, 0, 1, 0.25), { freq: 4 });
const edges = [100 * (1 - free), 100 * (1 + free), 80.0000001, 119.9999999, 79.9999, 120.0001];
const current = fc.option(fc.constantFrom(100, 100, 100, 0, 10, 9.99, 64.3, 150, 300, ...edges), { freq: 6 });
const minute = fc.record({
  there: fc.constantFrom(true, true, true, false),
  comp: share,
  blow: share,
  amps: current,
});
const plants = fc.array(minute, { minLength: MINUTES, maxLength: MINUTES });

type Minute = Record<'there' | 'comp' | 'blow' | 'amps', boolean | number | null>;

function fill(minutes: readonly Minute[]): void {
  const rows = minutes.flatMap((one, at) =>
    one.there
      ? [
          `(epoch_ms(${START_MS + at * MINUTE_MS}), ${TAGS.map((tag) => one[tag as keyof Minute] ?? 'NULL').join(', ')})`,
        ]
      : [],
  );
  const means = TAGS.map(
    (tag) =>
      `CAST(${tag} AS DOUBLE) AS ${tag}_avg, CAST(${tag} AS DOUBLE) AS ${tag}_min, CAST(${tag} AS DOUBLE) AS ${tag}_max`,
  );
  connection.query(
    `CREATE OR REPLACE TABLE plant.minute_rollup AS SELECT bucket, 1 AS n, ${means.join(', ')} FROM (VALUES ${rows.join(', ')}) AS rows(bucket, ${TAGS.join(', ')})`,
  );
  // The usual current is 100 to the last digit, so that the edges of the band are met.
  connection.query(
    `CREATE OR REPLACE TABLE plant.hour_rollup AS SELECT epoch_ms(${START_MS}) AS bucket, 100.0::DOUBLE AS amps_avg, 300.0::DOUBLE AS amps_max`,
  );
}

const rowsOf = (sql: string): string[] => connection.query(sql).toArray().map(String).sort();
const answers = (query: Statement) => rowsOf(renderStatement(query));

/** Health as it was asked before: the formula of every minute. @param faults columns of the fault bits */
function plainHealth(faults: string): string {
  const usual = `(SELECT median(amps_avg) FROM plant.hour_rollup WHERE amps_avg >= 0.1 * (SELECT max(amps_max) FROM plant.hour_rollup))`;
  const loss = `coalesce(CASE WHEN amps_avg >= 0.1 * usual AND usual > 0 THEN least(greatest(abs(amps_avg / usual - 1) - 0.2, 0) / 0.3, 1) ELSE 0 END, 0)`;
  const sums = ['cf', 'bf', 'amps'].map(
    (name) => `coalesce(sum(${name}), 0) AS ${name}_sum, CAST(count(${name}) AS DOUBLE) AS ${name}_count`,
  );
  return `SELECT epoch_ms(bucket) // 3600000 * 3600000 AS t, CAST(count(*) AS DOUBLE) AS minutes, sum(60 * f) AS fault_points, sum(40 * l) AS current_points, ${sums.join(', ')}, CAST(any_value(usual) AS DOUBLE) AS usual FROM (SELECT bucket, ${faults} AS f, ${loss} AS l, comp_avg AS cf, ${faults.includes('blow') ? 'blow_avg' : 'CAST(NULL AS DOUBLE)'} AS bf, amps_avg AS amps, usual FROM plant.minute_rollup, (SELECT ${usual} AS usual) WHERE ${WITHIN}) WHERE f IS NOT NULL GROUP BY t`;
}

test.each([
  ['both machines', { 'compressor.fault': 'comp', 'blower.fault': 'blow' }, 'greatest(comp_avg, blow_avg)'],
  ['one machine', { 'compressor.fault': 'comp' }, 'comp_avg'],
])('health of %s is to the last digit that of a formula worked out of every minute', (_, faults, plain) => {
  const m = mapped({ ...faults, 'compressor.motor_current': 'amps' }, TAGS);
  fc.assert(
    fc.property(plants, (minutes) => {
      fill(minutes);
      expect(answers(healthQuery(m, known))).toEqual(rowsOf(plainHealth(plain)));
    }),
    { numRuns: 15, endOnFailure: true },
  );
});

test('minutes of hours are those of a look through the whole range', () => {
  const hours = fc.uniqueArray(fc.integer({ min: 0, max: 8 }), { minLength: 1 });
  fc.assert(
    fc.property(plants, hours, (minutes, picked) => {
      fill(minutes);
      const starts = picked.sort((a, b) => a - b).map((hour) => START_MS + hour * HOUR_MS);
      const plain = `FROM plant.minute_rollup WHERE ${WITHIN} AND date_trunc('hour', bucket) IN (${starts.map((ms) => `epoch_ms(${ms})`).join(', ')})`;
      expect(answers(counterMinutesQuery(['amps'], known, starts))).toEqual(
        rowsOf(`SELECT epoch_ms(bucket) AS t, 60000 AS w, amps_min AS min0, amps_max AS max0 ${plain}`),
      );
      expect(answers(minutesOfHoursQuery(['comp'], known, starts))).toEqual(
        rowsOf(
          `SELECT epoch_ms(bucket) AS t, n, comp_avg AS avg0, comp_min AS min0, comp_max AS max0 ${plain}`,
        ),
      );
    }),
    { numRuns: 15, endOnFailure: true },
  );
});
