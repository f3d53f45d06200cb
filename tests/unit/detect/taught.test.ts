/** What changes a judgement from outside: bad data, a person's verdicts, scores of models that ran elsewhere. */
import { beforeAll, describe, expect, it } from 'vitest';
import { BAD, badSteps, BY_HAND } from '$lib/detect/bad-data';
import { detectPlant } from '$lib/detect/detect-plant';
import type { DetectInput, Judgement } from '$lib/detect/detect-types';
import type { PlantEvent } from '$lib/detect/event-types';
import type { Frame } from '$lib/detect/frame';
import { lessonsOf, scoresOf, type TaughtEvent } from '$lib/detect/lessons';
import type { OutsideScores } from '$lib/detect/outside';
import { ALL_TAGS, type BadSpan } from '$lib/quality/mask';
import { smallPlant } from './support';

const DAY = 1440;
const MINUTE_MS = 60_000;

/** Off by 1.5 for ten hours on day 12, off by 4 on day 13, stuck for four hours on day 14. */
function faulty(): Frame {
  const frame = smallPlant(15);
  const named = (tag: string) => frame.tags.find((each) => each.tag === tag)!;
  const sump = named('oil.sump');
  const add = (from: number, to: number, by: number) => {
    for (let at = from; at < to; at++)
      for (const values of [sump.avg, sump.min!, sump.max!]) values[at] += by;
  };
  add(12 * DAY, 12 * DAY + 600, 1.5);
  add(13 * DAY, 13 * DAY + 600, 4);
  const flow = named('pump.flow');
  for (let at = 14 * DAY; at < 14 * DAY + 240; at++)
    flow.avg[at] = flow.min![at] = flow.max![at] = flow.avg[14 * DAY];
  return frame;
}

const start = smallPlant(1).startMs;
const at = (minute: number) => start + minute * MINUTE_MS;
async function judge(more: Partial<DetectInput> = {}, frame = faulty()): Promise<Judgement> {
  const healthy = { fromMs: frame.startMs, toMs: frame.startMs + 10 * DAY * MINUTE_MS };
  const found = await detectPlant({ frame, canonical: {}, healthy, falseAlarmsPerDay: 0.02, ...more });
  if (found.kind === 'not-enough') throw new Error(found.message);
  return found;
}
const ofSump = ({ events }: Judgement, day: number): PlantEvent | undefined =>
  events.find(
    ({ kind, fromMs, tags }) =>
      kind === 'off expectation' &&
      Math.abs(fromMs - at(day * DAY)) < 60 * MINUTE_MS &&
      tags.some(({ tag }) => tag === 'oil.sump'),
  );
const stuck = ({ events }: Judgement) => events.find(({ kind }) => kind === 'flat line');

let plain: Judgement;
beforeAll(async () => {
  plain = await judge();
}, 60_000);

describe('bad data', () => {
  const withBad = (tag: string, value: number, from: number, to: number): Frame => {
    const frame = faulty();
    const bad = new Uint8Array(frame.length).fill(value, from, to);
    return { ...frame, tags: frame.tags.map((one) => (one.tag === tag ? { ...one, bad } : one)) };
  };

  it('never scores: the tag raises no event by its value while it is masked', async () => {
    expect(ofSump(plain, 12)).toBeDefined();
    const masked = await judge({}, withBad('oil.sump', BAD, 12 * DAY, 12 * DAY + 600));
    expect(ofSump(masked, 12)).toBeUndefined();
    expect(ofSump(masked, 13)).toBeDefined();
    expect(masked.badShare).toBeCloseTo(600 / (7 * 15 * DAY), 6);
  });

  it('is not learnt from: a value beyond all reason in the healthy period changes no threshold much', async () => {
    const frame = withBad('pump.current', BAD, 2 * DAY, 3 * DAY);
    frame.tags.find(({ tag }) => tag === 'pump.current')!.avg.fill(1e6, 2 * DAY, 3 * DAY);
    const masked = await judge({}, frame);
    const usual = plain.lanes[0].threshold!;
    expect(masked.lanes[0].threshold! / usual).toBeGreaterThan(0.7);
    expect(masked.lanes[0].threshold! / usual).toBeLessThan(1.4);
    expect(ofSump(masked, 13)).toBeDefined();
  });

  it('is still told by checks of instruments, but for what a person left out', async () => {
    const [from, to] = [14 * DAY, 14 * DAY + 240];
    expect(stuck(plain)).toBeDefined();
    expect(stuck(await judge({}, withBad('pump.flow', BAD, from, to)))).toBeDefined();
    expect(stuck(await judge({}, withBad('pump.flow', BY_HAND, from, to)))).toBeUndefined();
  });

  it('comes from the mask: of the tag, of all tags, by hand over all else', () => {
    const span = (fromMs: number, toMs: number, kind: BadSpan['kind']): BadSpan => ({
      ...{ fromMs, toMs, kind, reason: '' },
    });
    const mask = new Map([
      ['a', [span(60_000, 180_000, 'spikes')]],
      [ALL_TAGS, [span(150_000, 200_000, 'by hand')]],
    ]);
    expect([...badSteps(mask, 'a', 0, 60_000, 6)!]).toEqual([0, BAD, BY_HAND, BY_HAND, 0, 0]);
    expect([...badSteps(mask, 'b', 0, 60_000, 6)!]).toEqual([0, 0, BY_HAND, BY_HAND, 0, 0]);
    expect(badSteps(mask, 'b', 300_000, 60_000, 6)).toBeUndefined();
  });
});

describe('verdicts of a person', () => {
  const taught = (event: PlantEvent, verdict: TaughtEvent['verdict']): TaughtEvent => ({
    ...{ verdict, kind: event.kind, scores: scoresOf(event.tags) },
  });

  it('"not real" raises the threshold: the event is not found again, a worse one of the tag is', async () => {
    const small = ofSump(plain, 12)!;
    const lessons = lessonsOf([taught(small, 'not real')]);
    const again = await judge({ lessons });
    expect(ofSump(again, 12)).toBeUndefined();
    expect(ofSump(again, 13)).toBeDefined();
    expect(stuck(again)).toBeDefined();
  });

  it('"real" of a lesser event leaves the threshold as it was, whatever else was not real', async () => {
    const [small, great] = [ofSump(plain, 12)!, ofSump(plain, 13)!];
    const lessons = lessonsOf([taught(great, 'not real'), taught(small, 'real')]);
    expect(ofSump(await judge({ lessons }), 12)).toBeDefined();
  });

  it('silences a check of an instrument, never an emergency stop', async () => {
    const lessons = lessonsOf([taught(stuck(plain)!, 'not real')]);
    expect(stuck(await judge({ lessons }))).toBeUndefined();
    const frame = faulty();
    const avg = new Float32Array(frame.length);
    avg.fill(1, 13 * DAY + 900, 13 * DAY + 930);
    const stop = { ...frame.tags[6], tag: 'pump.estop', avg };
    const stopped = { ...frame, tags: [...frame.tags, stop] };
    const about = ({ events }: Judgement) =>
      events.find(({ severity, kind }) => severity === 'critical' && kind === 'state never seen');
    const found = about(await judge({}, stopped))!;
    const again = await judge({ lessons: lessonsOf([taught(found, 'not real')]) }, stopped);
    expect(about(again)).toBeDefined();
  });

  it('teach 5 % more than what was not real, half way to what was real, and nothing where that was less', () => {
    const said = (verdict: TaughtEvent['verdict'], tag: string, score: number): TaughtEvent => ({
      ...{ verdict, kind: 'off expectation', scores: [{ tag, score }] },
    });
    expect(lessonsOf([said('not real', 'a', 2), said('not real', 'a', 4), said('known', 'b', 3)])).toEqual([
      { kind: 'off expectation', tag: 'a', above: 4.2 },
    ]);
    expect(lessonsOf([said('not real', 'a', 4), said('real', 'a', 4.1)])[0].above).toBeCloseTo(4.05, 9);
    expect(lessonsOf([said('not real', 'a', 4), said('real', 'a', 3)])).toEqual([]);
  });
});

describe('scores of a model that ran elsewhere', () => {
  const length = 15 * 144;
  const outside = (joins: boolean, unseenDays = 10): OutsideScores => ({
    ...{ name: 'autoencoder', startMs: start, stepMs: 600_000, joins },
    scores: Float32Array.from({ length }, (_, k) =>
      k >= 1728 && k < 1790 ? 40 : Math.abs(Math.sin(k * 12.9898)),
    ),
    unseen: { fromMs: start, toMs: start + unseenDays * DAY * MINUTE_MS },
  });

  it('are a lane with a threshold of their own, and are told of the events', async () => {
    const found = await judge({ outside: [outside(false)] });
    const lane = found.lanes.at(-1)!;
    expect([lane.name, lane.values.length]).toEqual(['autoencoder', plain.lanes[0].values.length]);
    expect(lane.values[12 * 288 + 20]).toBeGreaterThan(lane.threshold!);
    expect(ofSump(found, 12)!.detectors.map(({ name }) => name)).toContain('autoencoder');
    const consensus = (of: Judgement) => of.lanes.find(({ name }) => name === 'consensus')!.values;
    expect(consensus(found)).toEqual(consensus(plain));
  });

  it('move the consensus only when they join', async () => {
    const joined = await judge({ outside: [outside(true)] });
    const [before, after] = [plain, joined].map((of) => of.lanes.find(({ name }) => name === 'consensus')!);
    expect(after.values[12 * 288 + 20]).toBeGreaterThan(before.values[12 * 288 + 20]);
  });

  it('say so when too little is left that they did not learn from', async () => {
    const found = await judge({ outside: [outside(true, 0.5)] });
    expect(found.left).toMatchObject([{ name: 'autoencoder', why: { reason: 'short history' } }]);
  });
});

describe('related tags', () => {
  it('move with the first ones when healthy, are not in the event, and say whether they moved', () => {
    const { related = [], tags } = ofSump(plain, 13)!;
    expect(related.map(({ tag }) => tag)).toContain('oil.temperature');
    for (const { tag, correlation, peak } of related) {
      expect(tags.some((one) => one.tag === tag)).toBe(false);
      expect(Math.abs(correlation)).toBeGreaterThanOrEqual(0.5);
      expect(Math.abs(correlation)).toBeLessThanOrEqual(1.0001);
      expect(peak).toBeGreaterThanOrEqual(0);
    }
  });
});
