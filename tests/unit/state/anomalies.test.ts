/** What a person says of events, and events as the page shows them. */
import { describe, expect, it } from 'vitest';
import type { EventTag, PlantEvent } from '$lib/detect/event-types';
import { minutesOf } from '$lib/state/anomalies.svelte';
import { bySeverity, eventsWithin, eventTrends, shownEvents } from '$lib/state/anomalies-events';
import { countVerdicts, feedbackOn, withVerdict } from '$lib/state/anomalies-feedback';
import { DEFAULT_VIEW, parseView } from '$lib/state/view-query';

const HOUR = 3_600_000;
const START = Date.UTC(2024, 1, 1);

const tagOf = (tag: string, at: number, peak: number, actual: number, expected: number): EventTag => ({
  ...{ tag, onsetMs: START + at * HOUR, endMs: START + (at + 3) * HOUR, peakMs: START + (at + 1) * HOUR },
  ...{ peak, actual, expected, words: '' },
});

function eventOf(at: number, hours: number, tags: EventTag[], change: Partial<PlantEvent> = {}): PlantEvent {
  return {
    ...{ fromMs: START + at * HOUR, toMs: START + (at + hours) * HOUR, peakMs: START + at * HOUR },
    ...{ kind: 'off expectation', severity: 'medium', confidence: 0.99, system: 'Gas' },
    ...{ tags, detectors: [], description: 'as an example' },
    ...change,
  };
}

const AIR = eventOf(10, 4, [
  tagOf('n2', 10, 4, 3.73, 0),
  tagOf('o2', 11, 3, 1, 0),
  tagOf('ch4', 10.5, 2, 70, 74.5),
]);
const STOPPED = eventOf(2, 1, [tagOf('estop', 2, 9, 1, 0)], {
  kind: 'state never seen',
  severity: 'critical',
});
const GAP = eventOf(30, 2, [], { kind: 'data gap', system: 'Export' });
const events = [STOPPED, AIR, GAP];
const canonical = { 'gas.n2': 'n2', 'gas.o2': 'o2', 'gas.ch4': 'ch4' };
const judgement = { events } as Parameters<typeof shownEvents>[0]['judgement'];
const shown = shownEvents({ judgement, canonical }, []);

describe('feedback on an event', () => {
  const given = withVerdict([], AIR, 'not real', START);

  it('is found again though another search put its start and end a little elsewhere', () => {
    const later = eventOf(10.4, 6, AIR.tags.slice(0, 1));
    expect(feedbackOn(later, given)?.verdict).toBe('not real');
  });

  it('is not taken for that of another kind, another time or other tags', () => {
    expect(feedbackOn({ ...AIR, kind: 'spikes' }, given)).toBeNull();
    expect(feedbackOn(eventOf(20, 4, AIR.tags), given)).toBeNull();
    expect(feedbackOn(eventOf(10, 4, [tagOf('flow', 10, 2, 1, 0)]), given)).toBeNull();
  });

  it('replaces what was said before, and can be taken back', () => {
    const both = withVerdict(given, GAP, 'known', START);
    const changed = withVerdict(both, AIR, 'real', START + 1);
    expect(changed.map(({ verdict }) => verdict)).toEqual(['known', 'real']);
    expect(withVerdict(changed, AIR, null, START + 2)).toHaveLength(1);
  });

  it('is counted, what nothing was said of too', () => {
    const all = withVerdict(given, GAP, 'known', START);
    expect(countVerdicts(events, all)).toEqual({ real: 0, 'not real': 1, known: 1, open: 1 });
  });

  it('goes to the event that it shares the most time with', () => {
    const short = eventOf(10, 1, AIR.tags);
    const two = withVerdict(withVerdict([], eventOf(13, 8, AIR.tags), 'known', START), short, 'real', START);
    expect(two).toHaveLength(2);
    expect(feedbackOn(eventOf(9, 4.5, AIR.tags), two)?.verdict).toBe('real');
  });
});

describe('events as shown', () => {
  it('are named by the cause that fits best, else by what was seen', () => {
    const unknown = eventOf(20, 4, [tagOf('a', 20, 4, 2, 1), tagOf('b', 20, 4, 2, 1)]);
    const named = shownEvents(
      { judgement: { ...judgement, events: [STOPPED, AIR, unknown] }, canonical },
      [],
    );
    expect(named.map(({ title }) => title)).toEqual([
      'Emergency stop pressed',
      'Air leaks in',
      'Readings off what the others say',
    ]);
    expect(shown[1].explanation.order[0]).toEqual({ tag: 'n2', afterMinutes: 0 });
  });

  it('are those that touch the time chosen, the end left out', () => {
    const at = (from: number, to: number) =>
      eventsWithin(shown, { fromMs: START + from * HOUR, toMs: START + to * HOUR }).map((one) => one.at);
    expect(at(0, 40)).toEqual([0, 1, 2]);
    expect(at(3, 10)).toEqual([0]);
    expect(at(14, 30)).toEqual([1]);
  });

  it('can be put in order of severity', () => {
    expect(bySeverity([...shown].reverse()).map(({ at }) => at)).toEqual([0, 2, 1]);
  });

  it('lead into Trends at their time with room, their tags by share', () => {
    const view = parseView(eventTrends(DEFAULT_VIEW, shown[1]));
    expect(view.tags).toEqual(['n2', 'o2', 'ch4']);
    expect(view.range).toEqual({ kind: 'custom', fromMs: START + 8 * HOUR, toMs: START + 16 * HOUR });
  });
});

describe('what is judged', () => {
  const plant = { info: { firstMs: START, endMs: START + 5 * HOUR } } as Parameters<typeof minutesOf>[1];

  it('is whole minutes that the plant holds', () => {
    expect(minutesOf(null, plant)).toEqual({ fromMs: START, toMs: START + 5 * HOUR });
    const odd = { fromMs: START + HOUR + 1234, toMs: START + 9 * HOUR };
    expect(minutesOf(odd, plant)).toEqual({ fromMs: START + HOUR, toMs: START + 5 * HOUR });
  });

  it('is nothing where the plant has nothing', () => {
    const { fromMs, toMs } = minutesOf({ fromMs: START + 8 * HOUR, toMs: START + 9 * HOUR }, plant);
    expect(toMs).toBe(fromMs);
  });
});
