import { existsSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { airIngress, airShare, median, usualAir } from '$lib/plant/gas-quality-air';
import { nativeAttach } from '../../native/duckdb';

const HOUR_MS = 3_600_000;
const times = (length: number) => Float64Array.from({ length }, (_, at) => at * HOUR_MS);
const filled = (length: number, of: (at: number) => number) =>
  Float64Array.from({ length }, (_, at) => of(at));

describe('air in a gas', () => {
  const usual = { ratio: 9.8, n2: 5.5, o2: 0.56 };

  it('is found whatever the level of the gas’s own nitrogen is', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 20, noNaN: true }),
        fc.double({ min: 0.1, max: 2, noNaN: true }),
        (air, own) => {
          const [n2, o2] = [9.8 * own + 0.2095 * 3.73 * air, own + 0.2095 * air];
          expect(airShare(n2, o2, usual)).toBeCloseTo(air, 8);
        },
      ),
    );
  });

  it('is all of the oxygen where nitrogen comes with it as in air', () => {
    expect(airShare(7.46, 2, { ratio: 3.73, n2: 3.73, o2: 1 })).toBeCloseTo(2 / 0.2095, 10);
  });

  it('needs two dozen buckets with oxygen to know the usual', () => {
    expect(
      usualAir(
        filled(23, () => 5),
        filled(23, () => 0.5),
      ),
    ).toBeNull();
    expect(
      usualAir(
        filled(30, () => 5),
        filled(30, () => 0),
      ),
    ).toBeNull();
    expect(
      usualAir(
        filled(30, () => 5),
        filled(30, () => 0.5),
      )?.ratio,
    ).toBe(10);
  });

  const wave = (at: number) => 0.55 + 0.03 * Math.sin(at / 7);
  const series = (n2: (at: number) => number, o2: (at: number) => number) =>
    airIngress(times(100), HOUR_MS, filled(100, n2), filled(100, o2), usual);
  const during = (at: number, amount: number) => (at >= 40 && at < 60 ? amount : 0);

  it('is named air when nitrogen and oxygen rise together as in air', () => {
    const { stretches } = series(
      (at) => 9.8 * wave(at) + during(at, 0.2095 * 3.73 * 4),
      (at) => wave(at) + during(at, 0.2095 * 4),
    );
    expect(stretches).toHaveLength(1);
    expect(stretches[0]).toMatchObject({ kind: 'air', fromMs: 40 * HOUR_MS, toMs: 60 * HOUR_MS });
    expect(stretches[0].mostAir).toBeCloseTo(4, 6);
  });

  it('is not named when nitrogen rises alone', () => {
    const { stretches } = series((at) => 9.8 * wave(at) + during(at, 4), wave);
    expect(stretches.map(({ kind }) => kind)).toEqual(['nitrogen']);
  });

  it('is not named when oxygen rises alone', () => {
    const { stretches } = series(
      (at) => 9.8 * wave(at),
      (at) => wave(at) + during(at, 0.8),
    );
    expect(stretches.map(({ kind }) => kind)).toEqual(['oxygen']);
  });

  it('is not seen where nitrogen and oxygen rise in their usual proportion', () => {
    const { stretches } = series(
      (at) => 9.8 * (wave(at) + during(at, 0.3)),
      (at) => wave(at) + during(at, 0.3),
    );
    expect(stretches).toEqual([]);
  });

  it('has no stretches without readings', () => {
    expect(
      airIngress(
        times(9),
        HOUR_MS,
        filled(9, () => NaN),
        filled(9, () => NaN),
        usual,
      ).stretches,
    ).toEqual([]);
    expect(median([])).toBeNaN();
  });
});

const DEMO = 'static/demo/plant.duckdb';

describe.skipIf(!existsSync(DEMO))('on the simulated plant (built by npm run demo)', () => {
  it('finds the simulated leaks and no others', { timeout: 60_000 }, async () => {
    const plant = await nativeAttach(DEMO);
    const name = 'bop_plc_abb_gc_outletstream';
    const rows = await plant.query(
      `SELECT epoch_ms(bucket) AS t, ${name}_n2_avg AS n2, ${name}_o2_avg AS o2 FROM hour_rollup ORDER BY bucket`,
    );
    const truth = await plant.query(
      `SELECT epoch_ms(from_time) AS a, epoch_ms(to_time) AS b FROM fault_truth WHERE fault = 'air_ingress' ORDER BY a`,
    );
    plant.close();
    const column = (key: string) =>
      Float64Array.from(rows, (row) => (row[key] === null ? NaN : Number(row[key])));
    const [t, n2, o2] = [column('t'), column('n2'), column('o2')];
    const usual = usualAir(n2, o2);
    if (!usual) throw new Error('no usual ratio');
    const found = airIngress(t, HOUR_MS, n2, o2, usual).stretches.filter(({ kind }) => kind === 'air');
    expect(truth.length).toBe(2);
    expect(found).toHaveLength(truth.length);
    found.forEach(({ fromMs, toMs }, at) => {
      expect(Math.abs(fromMs - Number(truth[at].a)) / HOUR_MS).toBeLessThan(8);
      expect(Math.abs(toMs - Number(truth[at].b)) / HOUR_MS).toBeLessThan(4);
    });
  });
});
