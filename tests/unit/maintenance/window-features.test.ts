import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FEATURES_A_CHANNEL, windowFeatures } from '$lib/maintenance/window-features';

describe('features of windows', () => {
  it('are means, slope and change of a channel, and the step', () => {
    const ramp = Float64Array.from({ length: 40 }, (_, at) => 2 * at);
    const features = windowFeatures([ramp]);
    expect(features).toHaveLength(FEATURES_A_CHANNEL + 1);
    expect(features.map((values) => values[39])).toEqual([74, 64, 49, expect.closeTo(2), 64 - 9, 40]);
    expect(features.map((values) => values[0])).toEqual([0, 0, 0, 0, 0, 1]);
  });

  it('know nothing of later steps', () => {
    const values = fc.array(fc.double({ min: -100, max: 100, noNaN: true }), { minLength: 3, maxLength: 60 });
    fc.assert(
      fc.property(values, fc.integer({ min: 1, max: 59 }), (channel, cut) => {
        const until = Math.min(cut, channel.length);
        const whole = windowFeatures([Float64Array.from(channel)]);
        const early = windowFeatures([Float64Array.from(channel.slice(0, until))]);
        early.forEach((one, i) => expect([...one]).toEqual([...whole[i].slice(0, until)]));
      }),
      { numRuns: 60 },
    );
  });
});
