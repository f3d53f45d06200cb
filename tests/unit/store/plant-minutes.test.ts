/** The simulated plant keeps two stretches by the second and has no export behind it. */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { nativePlant } from '../state/support/native-plant';

const DEMO = fileURLToPath(new URL('../../../static/demo/plant.duckdb', import.meta.url));
const STOP = 'bop_plc_in_hs902_estop';
const from = (time: string, tag = STOP) => {
  const fromMs = Date.parse(time);
  return { tags: [tag], fromMs, toMs: fromMs + 7_200_000, widthPx: 700 };
};

test.skipIf(!existsSync(DEMO))(
  'a short range is shown by readings where the file keeps them, else by minutes, which is said',
  async () => {
    const plant = await nativePlant(DEMO);
    const kept = await plant.series(from('2024-01-05T08:30:00Z'));
    expect([kept.level, kept.rawMissing]).toEqual(['raw', null]);
    const other = await plant.series(from('2024-03-10T05:53:00Z'));
    expect([other.level, other.rawMissing, other.timesMs.length]).toEqual(['minute', 'not kept', 120]);
    expect(Math.max(...other.series[0].max)).toBe(1);
    const before = await plant.series(from('2023-12-01T00:00:00Z'));
    expect([before.rows.some((rows) => rows > 0), before.rawMissing]).toEqual([false, null]);
    plant.dispose();
  },
);
