import { describe, expect, it } from 'vitest';
import { DetectError, detectPlant } from '$lib/detect/detect-plant';
import type { DetectInput, DetectProgress } from '$lib/detect/detect-types';
import type { Frame } from '$lib/detect/frame';
import { createDetect } from '../../../workers/detect/detect';
import { frameOf, smallPlant, tagOf } from './support';

const DAY = 1440;
const inputOf = (frame: Frame): DetectInput => ({
  frame,
  canonical: {},
  healthy: { fromMs: frame.startMs, toMs: frame.startMs + 10 * DAY * 60_000 },
  falseAlarmsPerDay: 0.02,
});

async function judge(frame: Frame) {
  const found = await detectPlant(inputOf(frame));
  if (found.kind === 'not-enough') throw new Error(found.message);
  return found;
}

/** A plant with faults on days 12 (offset), 13 (fault bit) and 14 (stuck). */
function faultyPlant(): Frame {
  const frame = smallPlant(15);
  const named = (tag: string) => frame.tags.find((each) => each.tag === tag)!;
  const sump = named('oil.sump');
  const flow = named('pump.flow');
  for (let at = 12 * DAY; at < 12 * DAY + 600; at++)
    for (const values of [sump.avg, sump.min!, sump.max!]) values[at] += 1.5;
  for (let at = 13 * DAY; at < 13 * DAY + 30; at++) named('pump.fault').avg[at] = 1;
  for (let at = 14 * DAY; at < 14 * DAY + 240; at++) {
    flow.avg[at] = flow.avg[14 * DAY];
    flow.min![at] = flow.max![at] = flow.avg[at];
  }
  return frame;
}

describe('a plant with three faults', () => {
  const frame = faultyPlant();
  const at = (minute: number) => frame.startMs + minute * 60_000;

  it('has an event for each, and hardly another', async () => {
    const { events } = await judge(frame);
    const offset = events.find(({ kind, tags }) => kind === 'off expectation' && tags[0].tag === 'oil.sump');
    expect(offset?.fromMs).toBeGreaterThanOrEqual(at(12 * DAY - 5));
    expect(offset?.fromMs).toBeLessThan(at(12 * DAY + 30));
    expect(offset?.toMs).toBeLessThan(at(12 * DAY + 600 + 8 * 60));
    const bit = events.find(({ kind }) => kind === 'state never seen');
    expect(bit).toMatchObject({
      fromMs: at(13 * DAY),
      toMs: at(13 * DAY + 30),
      severity: 'high',
      system: 'pump',
    });
    const stuck = events.find(({ kind }) => kind === 'flat line');
    expect(stuck?.tags[0]).toMatchObject({ tag: 'pump.flow' });
    expect(Math.abs(stuck!.fromMs - at(14 * DAY))).toBeLessThanOrEqual(120_000);
    expect(events.length).toBeLessThanOrEqual(5);
  });

  it('says what a tag read and what the others expected', async () => {
    const { events } = await judge(frame);
    const [tag] = events.find(
      ({ kind, tags }) => kind === 'off expectation' && tags[0].tag === 'oil.sump',
    )!.tags;
    expect(tag.actual - tag.expected).toBeGreaterThan(0.9);
    expect(tag.actual - tag.expected).toBeLessThan(2);
  });

  it('gives every lane a value a step and no infinity', async () => {
    const { lanes, stepMs } = await judge(frame);
    expect(stepMs).toBe(300_000);
    expect(lanes.map(({ name }) => name)).toEqual([
      'tags',
      'consensus',
      'robust-z',
      'iqr',
      'expected',
      'pca',
      'isolation-forest',
      'window-knn',
    ]);
    for (const { values, threshold } of lanes) {
      expect(values.length).toBe((15 * DAY) / 5);
      expect(values.some((value) => Math.abs(value) === Infinity)).toBe(false);
      expect(threshold).toBeGreaterThan(0);
    }
  });

  it('has confidences between 0 and 1 and detectors that saw something', async () => {
    const { events } = await judge(frame);
    for (const { confidence, detectors } of events) {
      expect(confidence).toBeGreaterThan(0.5);
      expect(confidence).toBeLessThanOrEqual(1);
      expect(detectors.length).toBe(6);
    }
  });
});

describe('a stop is no anomaly', () => {
  it('when the machine that stops is mapped', async () => {
    const frame = smallPlant(14);
    const running = tagOf('pump.running', new Float32Array(frame.length).fill(1), 'state');
    for (let at = 11 * DAY; at < 11 * DAY + 300; at++) {
      running.avg[at] = 0;
      for (const tag of frame.tags) if (tag.kind === 'analog') tag.avg[at] = tag.min![at] = tag.max![at] = 0;
    }
    const stopped = { ...frame, tags: [...frame.tags, running] };
    const found = await detectPlant({
      ...inputOf(stopped),
      canonical: { 'compressor.running': 'pump.running' },
    });
    if (found.kind === 'not-enough') throw new Error(found.message);
    expect(found.machine).toBe('compressor');
    expect(found.events.filter(({ fromMs }) => fromMs >= frame.startMs + 11 * DAY * 60_000)).toEqual([]);
  });
});

describe('what cannot be judged says so', () => {
  const judgeTags = (frame: Frame) => detectPlant(inputOf(frame));
  const days = 12;

  it('one hour', async () => {
    const frame = smallPlant(days);
    const hour = {
      ...frame,
      length: 60,
      rows: null,
      tags: frame.tags.map((tag) => tagOf(tag.tag, tag.avg.slice(0, 60) as Float32Array, tag.kind)),
    };
    expect(await judgeTags(hour)).toMatchObject({ kind: 'not-enough', reason: 'short history' });
  });

  it('two days: a threshold needs three', async () => {
    const found = await judgeTags({ ...smallPlant(2) });
    expect(found).toMatchObject({ kind: 'not-enough', reason: 'short history' });
  });

  it('columns that are all empty', async () => {
    const tags = ['a', 'b', 'c', 'd'].map((tag) => tagOf(tag, new Float32Array(days * DAY).fill(NaN)));
    expect(await judgeTags(frameOf(tags, days * DAY))).toMatchObject({
      kind: 'not-enough',
      reason: 'no readings',
    });
  });

  it('columns that never change', async () => {
    const tags = ['a', 'b', 'c', 'd'].map((tag) => tagOf(tag, new Float32Array(days * DAY).fill(7)));
    expect(await judgeTags(frameOf(tags, days * DAY))).toMatchObject({
      kind: 'not-enough',
      reason: 'no change',
    });
  });

  it('three tags', async () => {
    const frame = smallPlant(days);
    expect(await judgeTags({ ...frame, tags: frame.tags.slice(0, 3) })).toMatchObject({
      kind: 'not-enough',
      reason: 'few tags',
    });
  });

  it('no tags at all', async () => {
    expect(await judgeTags(frameOf([], days * DAY))).toMatchObject({ kind: 'not-enough' });
  });

  it('an empty healthy period', async () => {
    const frame = smallPlant(days);
    const found = await detectPlant({ ...inputOf(frame), healthy: { fromMs: 0, toMs: 1 } });
    expect(found).toMatchObject({ kind: 'not-enough', reason: 'short history' });
  });

  it('a constant or empty column beside good ones is named and left out', async () => {
    const frame = smallPlant(days);
    const flat = tagOf('pump.setpoint', new Float32Array(frame.length).fill(7));
    const empty = tagOf('pump.spare', new Float32Array(frame.length).fill(NaN));
    const found = await judge({ ...frame, tags: [...frame.tags, flat, empty] });
    expect(found.unused.map(({ tag, why }) => [tag, why])).toEqual([
      ['pump.setpoint', 'does not change'],
      ['pump.spare', 'no readings'],
    ]);
  });

  it('columns of different lengths are an error', async () => {
    const frame = smallPlant(days);
    const short = tagOf('pump.short', new Float32Array(5));
    await expect(detectPlant(inputOf({ ...frame, tags: [...frame.tags, short] }))).rejects.toThrow(
      DetectError,
    );
  });
});

describe('the worker', () => {
  it('reports progress that rises to 1', async () => {
    const seen: DetectProgress[] = [];
    const found = await createDetect().detect(1, inputOf(smallPlant(12)), (progress) => seen.push(progress));
    expect(found.kind).toBe('judged');
    const fractions = seen.map(({ fraction }) => fraction);
    expect(fractions).toEqual([...fractions].sort((a, b) => a - b));
    expect(fractions[0]).toBe(0);
    expect(fractions.at(-1)).toBe(1);
  });

  it('ends a cancelled detection by an AbortError and goes on with the next', async () => {
    const worker = createDetect();
    const cancelled = worker.detect(1, inputOf(smallPlant(12)), () => worker.cancel(1));
    const next = worker.detect(2, inputOf(smallPlant(12)), () => {});
    await expect(cancelled).rejects.toMatchObject({ name: 'AbortError' });
    expect((await next).kind).toBe('judged');
  });

  it('drops one that is cancelled while it waits', async () => {
    const worker = createDetect();
    const first = worker.detect(1, inputOf(smallPlant(12)), () => {});
    const second = worker.detect(2, inputOf(smallPlant(12)), () => {});
    worker.cancel(2);
    worker.cancel(77);
    await expect(second).rejects.toMatchObject({ name: 'AbortError' });
    expect((await first).kind).toBe('judged');
  });
});
