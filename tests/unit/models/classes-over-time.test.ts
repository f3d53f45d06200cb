import { describe, expect, it } from 'vitest';
import {
  classOfSpan,
  stepFor,
  stretchesOf,
  timeByClass,
  type ClassesOverTime,
} from '$lib/models/classes-over-time';

const MINUTE = 60_000;
const DAY = 1440 * MINUTE;

/** Answers every ten minutes from 02:00, of rows of probabilities. */
const over = (rows: number[][], unknownBelow: number | null = 0.6): ClassesOverTime => ({
  classes: ['normal', 'leak', 'foaming'],
  firstMs: 120 * MINUTE,
  stepMs: 10 * MINUTE,
  shares: Float32Array.from(rows.flat()),
  unknownBelow,
});

const NORMAL = [0.9, 0.05, 0.05];
const LEAK = [0.1, 0.8, 0.1];
const TORN = [0.4, 0.5, 0.1];
const NOTHING = [NaN, NaN, NaN];

describe('stretches', () => {
  it('join what follows each other, without gaps, and say what was most probable', () => {
    const found = stretchesOf(over([NORMAL, LEAK, LEAK, TORN, NOTHING]));
    expect(found.map(({ said, name, answers }) => [said, name, answers])).toEqual([
      ['class', 'normal', 1],
      ['class', 'leak', 2],
      ['unknown', 'leak', 1],
      ['no data', '', 1],
    ]);
    expect(found[0].fromMs).toBe(110 * MINUTE);
    found.slice(1).forEach(({ fromMs }, at) => expect(fromMs).toBe(found[at].toMs));
    expect(found[1].share).toBeCloseTo(0.8, 6);
    expect(found[3].share).toBeNaN();
    expect(timeByClass(found)).toEqual([
      { name: 'leak', ms: 20 * MINUTE },
      { name: 'normal', ms: 10 * MINUTE },
      { name: 'unknown', ms: 10 * MINUTE },
    ]);
  });

  it('are all unknown where no probability is enough', () => {
    expect(stretchesOf(over([NORMAL, LEAK], null)).map(({ said }) => said)).toEqual(['unknown']);
    expect(stretchesOf(over([]))).toEqual([]);
  });
});

describe('a span', () => {
  it('is told by the windows that end in it', () => {
    const all = over([NORMAL, LEAK, LEAK, NOTHING, TORN]);
    // Ends at 02:10 and 02:20.
    const leak = classOfSpan(all, 120 * MINUTE, 145 * MINUTE)!;
    expect(leak.said).toBe('class');
    expect(leak.ranked[0].name).toBe('leak');
    expect(leak.ranked[0].share).toBeCloseTo(0.8, 6);
    expect(classOfSpan(all, 155 * MINUTE, 165 * MINUTE)!.said).toBe('unknown');
  });

  it('without an answer says nothing', () => {
    const all = over([NORMAL, NOTHING]);
    expect(classOfSpan(all, 121 * MINUTE, 140 * MINUTE)).toBeNull();
    expect(classOfSpan(all, 0, 60 * MINUTE)).toBeNull();
  });
});

it('a longer time is asked about in longer steps', () => {
  expect([1, 20, 60, 120, 400].map((days) => stepFor({ fromMs: 0, toMs: days * DAY }))).toEqual([
    10, 10, 30, 60, 180,
  ]);
});
