import { expect, it } from 'vitest';
import { defaultAlarms } from '$lib/alarms/defaults';
import { floodsOf } from '$lib/alarms/floods';
import { checkAlarms } from '$lib/alarms/validate';
import { high } from './support';

it('a flood runs from a slot above 10 to the first below 5', () => {
  const counts = Float64Array.of(10, 11, 5, 4, 12);
  expect(floodsOf(counts, 1, 0, 3_000_000)).toEqual([
    { fromMs: 600_000, toMs: 1_800_000, annunciations: 16 },
    { fromMs: 2_400_000, toMs: 3_000_000, annunciations: 12 },
  ]);
});

it('the default alarms are valid, and wrong ones are told in words', () => {
  expect(checkAlarms(defaultAlarms()).kind).toBe('valid');
  expect(checkAlarms([high({ limit: NaN })])).toMatchObject({
    kind: 'invalid',
    problems: [{ alarm: 'high', field: 'limit' }],
  });
});
