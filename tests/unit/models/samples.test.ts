import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { forecastSamples } from '$lib/models/forecast-samples';
import { scaledMatrix } from '$lib/models/matrix';
import { fitRobustScaler } from '$lib/models/robust-scaler';
import { rowSamples } from '$lib/models/row-samples';
import { fitScaler, scaleValue, unscaleValue } from '$lib/models/scaler';
import { learningRate } from '$lib/models/schedule';
import { batchOf, epochOrder } from '$lib/models/shuffle';
import { splitByTime } from '$lib/models/split';
import { presentSteps, thinned, windowStarts } from '$lib/models/window-starts';
import { classSamples } from '$lib/models/class-samples';

describe('a scaler', () => {
  it('is fitted to the part it is given, whatever comes after it', () => {
    const column = Float32Array.of(1, 2, 3, NaN, 1e9, -1e9);
    const scaler = fitScaler([column], { from: 0, to: 4 });
    expect(scaler.mean[0]).toBeCloseTo(2, 12);
    expect(scaler.deviation[0]).toBeCloseTo(Math.sqrt(2 / 3), 12);
  });

  it('makes constants and empty columns 0, and cuts off broken wires', () => {
    const columns = [
      new Float32Array(5).fill(7),
      new Float32Array(5).fill(NaN),
      Float32Array.of(0, 1, 0, 1, 1e9),
    ];
    const scaler = fitScaler(columns, { from: 0, to: 4 });
    const { values, present } = scaledMatrix(columns, scaler);
    expect(Array.from(values.filter((_, at) => at % 3 < 2)).every((value) => value === 0)).toBe(true);
    expect(Array.from(present.subarray(0, 3))).toEqual([1, 0, 1]);
    expect(values[4 * 3 + 2]).toBe(scaler.clip);
  });

  it('is undone by its inverse', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: -1e4, max: 1e4, noNaN: true }), { minLength: 2 }), (readings) => {
        const column = Float64Array.from(readings);
        const scaler = fitScaler([column], { from: 0, to: column.length });
        for (const value of column) {
          const scaled = scaleValue(scaler, 0, value);
          if (Math.abs(scaled) < scaler.clip) expect(unscaleValue(scaler, 0, scaled)).toBeCloseTo(value, 6);
        }
      }),
    );
  });
});

describe('a robust scaler', () => {
  const usual = Float32Array.from({ length: 1000 }, (_, at) => 50 + Math.sin(at));
  const all = { from: 0, to: usual.length };
  const scaled = (column: Float32Array, feature = 'gas.ch4') => {
    const { mean, deviation } = fitRobustScaler([column], [feature], all);
    return { mean: mean[0], deviation: deviation[0] };
  };

  it('is hardly moved by a twelfth of readings that are far off, a plain one is', () => {
    const faulty = usual.map((value, at) => (at < 80 ? 500 : value));
    const [before, after] = [scaled(usual), scaled(faulty)];
    expect(Math.abs(after.mean - before.mean)).toBeLessThan(0.5);
    expect(after.deviation / before.deviation).toBeLessThan(1.5);
    const plain = fitScaler([faulty], all).deviation[0];
    expect(plain).toBeGreaterThan(20 * after.deviation);
  });

  it('takes mean and deviation where most readings are the same, and fits nothing to states and shares', () => {
    const still = usual.map((value, at) => (at < 600 ? 50 : value));
    const plain = fitScaler([still], all);
    expect(scaled(still)).toEqual({ mean: plain.mean[0], deviation: plain.deviation[0] });
    expect(scaled(usual, 'compressor.running')).toEqual({ mean: 0, deviation: 0.5 });
    expect(scaled(usual, 'missing:gas.ch4')).toEqual({ mean: 0, deviation: 0.25 });
    expect(scaled(usual, 'clock.rows')).toEqual({ mean: 1, deviation: 0.25 });
    expect(scaled(new Float32Array(1000).fill(NaN))).toEqual({ mean: 0, deviation: 1 });
  });

  it('cuts off neither level of a plant that often stands', () => {
    const standing = usual.map((value, at) => (at % 10 < 6 ? 0.001 * Math.sin(at) : value));
    const { mean, deviation } = scaled(standing);
    expect((51 - mean) / deviation).toBeLessThanOrEqual(10.2);
  });

  it('looks at its part only', () => {
    const later = Float32Array.of(...usual, 1e9, -1e9, 1e9);
    expect(scaled(later)).toEqual(scaled(usual));
  });
});

describe('a split', () => {
  it('leaves no step in two parts, in order of time, with gaps between', () => {
    fc.assert(
      fc.property(fc.integer({ min: 200, max: 100_000 }), fc.integer({ min: 0, max: 20 }), (steps, gap) => {
        const { train, validation, test } = splitByTime(steps, gap);
        expect(train.from).toBe(0);
        expect(validation.from - train.to).toBe(gap);
        expect(test.from - validation.to).toBe(gap);
        expect(test.to).toBe(steps);
      }),
    );
  });

  it('says so when the history is too short', () => {
    expect(() => splitByTime(100, 40)).toThrow('100 steps of history are too few');
  });
});

describe('windows', () => {
  it('never reach out of their part, and hold enough steps in use', () => {
    const use = Uint8Array.from({ length: 50 }, (_, at) => (at >= 20 && at < 24 ? 0 : 1));
    const starts = windowStarts(use, { from: 5, to: 45 }, 10, 3, 1);
    for (const start of starts) {
      expect(start).toBeGreaterThanOrEqual(5);
      expect(start + 10).toBeLessThanOrEqual(45);
      expect(start + 10 <= 20 || start >= 24).toBe(true);
    }
    expect(starts).toHaveLength(6);
  });

  it('are thinned evenly', () => {
    const places = Int32Array.from({ length: 100 }, (_, at) => at);
    expect(Array.from(thinned(places, 4))).toEqual([0, 25, 50, 75]);
    expect(thinned(places, 200)).toBe(places);
  });

  it('of a forecaster hold the history, the last known reading and what came after', () => {
    const columns = [
      Float32Array.from({ length: 12 }, (_, at) => at),
      Float32Array.from({ length: 12 }, (_, at) => (at === 3 || at === 5 ? NaN : 100 * at)),
    ];
    const plain = { rule: 'standard' as const, clip: 1e9, mean: [0, 0], deviation: [1, 1] };
    const matrix = scaledMatrix(columns, plain);
    const samples = forecastSamples(matrix, Int32Array.of(0, 4), { steps: 4, horizon: 2, targets: [1] });
    const batch = samples.tensors(Int32Array.of(1, 0), null);
    expect(Array.from(batch.x.subarray(8))).toEqual([0, 0, 1, 100, 2, 200, 3, 0]);
    expect(Array.from(batch.mask.subarray(8))).toEqual([1, 1, 1, 1, 1, 1, 1, 0]);
    expect(Array.from(batch.base)).toEqual([700, 200]);
    expect(Array.from(batch.target)).toEqual([800, 900, 400, 0]);
    expect(Array.from(batch.target_mask)).toEqual([1, 1, 1, 0]);
  });

  it('of a classifier carry their class', () => {
    const matrix = scaledMatrix([Float32Array.of(1, 2, 3, 4)], {
      ...{ rule: 'standard', clip: 9, mean: [0], deviation: [1] },
    });
    const known = { starts: Int32Array.of(0, 2), classes: Uint8Array.of(2, 0) };
    const { x, target } = classSamples(matrix, known, 2, 3).tensors(Int32Array.of(0, 1), null);
    expect(Array.from(x)).toEqual([1, 2, 3, 4]);
    expect(Array.from(target)).toEqual([0, 0, 1, 1, 0, 0]);
  });
});

describe('batches', () => {
  it('hold every sample once in an epoch', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 300 }), fc.integer({ min: 1, max: 40 }), (count, size) => {
        const order = epochOrder(count, 9, 2);
        const seen: number[] = [];
        for (let batch = 0; batch < Math.ceil(count / size); batch++) {
          const { places, weights } = batchOf(order, batch, size);
          places.forEach((place, at) => weights[at] === 1 && seen.push(place));
        }
        expect(seen.sort((a, b) => a - b)).toEqual(Array.from({ length: count }, (_, at) => at));
      }),
    );
  });

  it('come in another order in each epoch', () => {
    expect(epochOrder(50, 1, 1)).not.toEqual(epochOrder(50, 1, 2));
    expect(epochOrder(50, 1, 2)).toEqual(epochOrder(50, 1, 2));
  });

  it('of the VAE have noise in training and none in validation', () => {
    const plain = { rule: 'standard' as const, clip: 9, mean: [0], deviation: [1] };
    const matrix = scaledMatrix([Float32Array.of(1, 2)], plain);
    const samples = rowSamples(matrix, Int32Array.of(0, 1), 3);
    const noise = samples.tensors(Int32Array.of(0), Uint32Array.of(1, 2, 3, 4)).noise;
    expect(noise.some((value) => value !== 0)).toBe(true);
    expect(Array.from(samples.tensors(Int32Array.of(0), null).noise)).toEqual([0, 0, 0]);
  });
});

it('steps with less than half of the readings do not count', () => {
  const matrix = {
    steps: 2,
    features: 4,
    values: new Float32Array(8),
    present: Uint8Array.of(1, 1, 0, 0, 1, 0, 0, 0),
  };
  expect(Array.from(presentSteps(matrix))).toEqual([1, 0]);
});

it('the learning rate rises, then falls to its floor', () => {
  const schedule = { peak: 1, warmUpSteps: 10, floor: 0.1 };
  const rates = Array.from({ length: 100 }, (_, at) => learningRate(schedule, at + 1, 100));
  expect(rates[4]).toBeCloseTo(0.5);
  expect(Math.max(...rates)).toBe(rates[9]);
  expect(rates.at(-1)).toBeCloseTo(0.1);
  expect(rates.slice(9).every((rate, at, all) => at === 0 || rate <= all[at - 1])).toBe(true);
});
