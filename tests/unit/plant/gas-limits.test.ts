import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isOutside, LIMIT_UNITS, valueLimits, type ValueLimit } from '$lib/plant/gas-limits';
import { longestExcursions, timeOutside, timesOutside } from '$lib/plant/gas-limits-excursions';
import { GAS_PROFILES, profileOf, usualProfile } from '$lib/plant/gas-limits-profiles';
import { referenceOf } from '$lib/plant/iso6976-references';
import { USUAL_CONDITIONS } from '$lib/plant/units-conditions';

const MINUTE_MS = 60_000;
const context = (reference: string) => ({
  ...USUAL_CONDITIONS,
  metering: referenceOf(reference).metering,
  molarMass: null,
});
const above = (max: number): ValueLimit => ({ property: 'h2s', min: null, max, priority: 'high' });

describe('profiles of limits', () => {
  it('name a source and a unit that fits for each limit', () => {
    for (const { limits } of GAS_PROFILES)
      for (const { property, unit, source } of limits) {
        expect(LIMIT_UNITS[property]).toContain(unit);
        expect(source).not.toBe('');
      }
  });

  it('have the numbers of domain.md in the units of the analysis', () => {
    const spain = profileOf('grid-spain', []);
    const limits = valueLimits(spain, context(spain.reference ?? ''));
    const of = (property: string) => limits.find((limit) => limit.property === property);
    expect(of('wobbe')?.min).toBeCloseTo(13.403 * 3.6, 9);
    // 15 mg/m3 at 1 ppm = 1.5206 mg/m3 are 9.865 ppm.
    expect((of('h2s')?.max ?? 0) * 1e4).toBeCloseTo(15 / 1.5206, 3);
    expect(limits).toHaveLength(7);
  });

  it('take a m3 of the profile as the m3 of its reference conditions', () => {
    const profile = { ...profileOf('grid-spain', []), reference: '15/15' };
    const h2s = valueLimits(profile, context('15/15')).find(({ property }) => property === 'h2s');
    expect((h2s?.max ?? 0) * 1e4).toBeCloseTo(15 / 1.4414, 2);
  });

  it('leave out a limit without a side or with a unit of something else', () => {
    const free = { property: 'ch4', min: null, max: null, unit: '%', priority: 'low', source: 'x' } as const;
    const wrong = { ...free, max: 1, unit: 'psi' };
    const profile = { ...GAS_PROFILES[0], limits: [free, wrong] };
    expect(valueLimits(profile, context('25/0'))).toEqual([]);
  });

  it('are a person’s own before the site’s, and none for an id nobody knows', () => {
    const own = { ...GAS_PROFILES[1], name: 'Mine' };
    expect(profileOf('raw-biogas', [own]).name).toBe('Mine');
    expect(profileOf('gone', []).id).toBe('none');
  });

  it('are proposed by what the gas is', () => {
    expect(usualProfile('bop_plc_abb_gc_outletstream_ch4', 73)).toBe('reference-plant');
    expect(usualProfile('CH4 inlet', 55)).toBe('raw-biogas');
    expect(usualProfile('CH4 grid', 97)).toBe('none');
    expect(usualProfile('CH4', Number.NaN)).toBe('none');
  });
});

describe('time out of limits', () => {
  const minutes = (...at: number[]) => Float64Array.from(at, (minute) => minute * MINUTE_MS);

  it('joins minutes that follow each other on one side, and keeps the worst', () => {
    const found = timeOutside(minutes(1, 2, 3, 7, 8), Float64Array.of(210, 260, 220, 150, 205), above(200));
    expect(found.minutes).toBe(4);
    expect(
      found.excursions.map(({ fromMs, toMs, worst }) => [fromMs / MINUTE_MS, toMs / MINUTE_MS, worst]),
    ).toEqual([
      [1, 4, 260],
      [8, 9, 205],
    ]);
  });

  it('parts what changes side, and what has a minute without a reading between', () => {
    const limit: ValueLimit = { property: 'ch4', min: 65, max: 80, priority: 'high' };
    const found = timeOutside(minutes(1, 2, 3, 4), Float64Array.of(60, 85, NaN, 86), limit);
    expect(found.excursions.map(({ side, worst }) => [side, worst])).toEqual([
      ['below', 60],
      ['above', 85],
      ['above', 86],
    ]);
  });

  it('adds up to the minutes outside, whatever the readings', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 100 })), (values) => {
        const limit: ValueLimit = { property: 'ch4', min: 30, max: 70, priority: 'high' };
        const times = Float64Array.from(values.keys(), (at) => at * MINUTE_MS);
        const { minutes: outside, excursions } = timeOutside(times, Float64Array.from(values), limit);
        expect(outside).toBe(values.filter((value) => isOutside(value, limit)).length);
        expect(excursions.reduce((sum, { fromMs, toMs }) => sum + toMs - fromMs, 0)).toBe(
          outside * MINUTE_MS,
        );
      }),
    );
  });

  it('lists the longest of all limits first', () => {
    const values = { h2s: Float64Array.of(300, 300, 100), o2: Float64Array.of(0, 2, 0) };
    const all = timesOutside(minutes(1, 2, 3), values, [
      { property: 'o2', min: null, max: 1, priority: 'low' },
      above(200),
    ]);
    expect(longestExcursions(all, 5).map(({ limit }) => limit.property)).toEqual(['h2s', 'o2']);
    expect(longestExcursions(all, 1)).toHaveLength(1);
  });
});
