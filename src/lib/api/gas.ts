import { qualityScore } from '$lib/plant/gas-quality';
import type { Plant } from '$lib/store/plant-types';
import { ok, type ApiResponse } from './http';
import type { Period } from './period';
import { readingsOf } from './readings';

/** What the old platform's plant was to make, percent methane. */
const METHANE_TARGET = 73;
const OTHERS = {
  carbon_dioxide: 'gas.co2',
  nitrogen: 'gas.n2',
  oxygen: 'gas.o2',
  hydrogen_sulfide: 'gas.h2s',
} as const;

/** GET /api/gas/composition: means of the analyser, and the old platform's quality score. */
export async function composition(plant: Plant, period: Period): Promise<ApiResponse> {
  const found = await readingsOf(plant, ['gas.ch4', ...Object.values(OTHERS)], period);
  const [ch4, co2] = [found.avg('gas.ch4'), found.avg('gas.co2')];
  const others = Object.entries(OTHERS).map(([name, canonical]) => [
    name,
    { average: found.avg(canonical), unit: found.unit(canonical) },
  ]);
  return ok({
    methane: {
      average: ch4,
      min: found.min('gas.ch4'),
      max: found.max('gas.ch4'),
      target: METHANE_TARGET,
      unit: found.unit('gas.ch4'),
    },
    ...Object.fromEntries(others),
    quality_score: ch4 === null || co2 === null ? null : qualityScore(ch4, co2),
  });
}
