/** What the page makes of a judgement. */
import { describe, expect, it } from 'vitest';
import { componentHealth, healthOf } from '$lib/maintenance/judge';
import type { WorkEvent } from '$lib/maintenance/events';
import type { RemainingLife } from '$lib/maintenance/life-model';
import { predictedRows, priorityOf, type Prediction } from '$lib/maintenance/predictions';
import { newWork, plannedWork } from '$lib/state/maintenance-work';
import { axisDays, placeOf, workTimeline } from '$lib/ui/maintenance/timeline';
import { todoRows } from '$lib/ui/maintenance/todo';
import { hoursWords, lifeWords } from '$lib/ui/maintenance/words';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const NOW = Date.UTC(2024, 4, 31);
const life = (hours: number): RemainingLife => ({
  method: 'learnt',
  hours,
  lowHours: hours * 0.8,
  highHours: hours * 1.5,
  confidence: 0.9,
});
const prediction = (component: Prediction['component'], hours: number): Prediction => ({
  component,
  machine: 'compressor',
  name: component,
  life: life(hours),
  failureMs: NOW + hours * HOUR,
  earliestMs: NOW + 0.8 * hours * HOUR,
  latestMs: NOW + 1.5 * hours * HOUR,
  priority: priorityOf(life(hours)),
  action: 'do it',
  downtimeHours: 4,
});

describe('health', () => {
  it('is 100 as when healthy, 0 at the limit and beyond', () => {
    expect([-0.2, 0, 0.25, 1, 3, NaN].map(healthOf)).toEqual([100, 100, 75, 0, 0, null]);
  });

  it('of a component goes by what nothing else moves, where that can be judged', () => {
    const own = { specific: true, health: 90 };
    const shared = { specific: false, health: 10 };
    expect(componentHealth([own, shared])).toBe(90);
    expect(componentHealth([{ ...own, health: null }, shared])).toBe(10);
    expect(componentHealth([{ ...own, health: null }])).toBeNull();
  });
});

describe('the list of what to do', () => {
  it('has the most urgent first, and planned work with its prediction', () => {
    const planned: WorkEvent = { ...newWork(NOW, 'a'), component: 'cooling' };
    const other: WorkEvent = { ...newWork(NOW, 'b'), component: 'intake', priority: 'urgent' };
    const done: WorkEvent = { ...newWork(NOW, 'c'), status: 'completed', completedMs: NOW };
    const rows = todoRows([prediction('valves', 300), prediction('cooling', 30)], [planned, other, done]);
    expect(rows.map(({ key, priority }) => [key, priority])).toEqual([
      ['b', 'urgent'],
      ['cooling', 'urgent'],
      ['valves', 'medium'],
    ]);
    expect(rows[1].event?.id).toBe('a');
  });

  it('plans work for the early end of the interval, never in the past', () => {
    expect(plannedWork(prediction('valves', 100), NOW, 'x').scheduledMs).toBe(NOW + 80 * HOUR);
    expect(plannedWork(prediction('valves', 0.1), NOW + 1, 'x').scheduledMs).toBe(NOW + HOUR);
  });

  it('says times as a shift does', () => {
    expect([0.2, 30, 47.9, 48, 170].map(hoursWords)).toEqual(['1 h', '30 h', '48 h', '2 days', '7 days']);
    expect(lifeWords(life(168))).toBe('in 7 days (6 to 11 days)');
    expect(lifeWords(life(50))).toBe('in 2 days (40 h to 3 days)');
  });

  it('has rows as the old table has', () => {
    const [row] = predictedRows([prediction('valves', 100)], NOW);
    expect(row).toMatchObject({
      event_type: 'predicted',
      predicted_failure_time: NOW + 100 * HOUR,
      remaining_useful_life_hours: 100,
      confidence: 0.9,
      status: 'pending',
    });
    expect(row.description).toContain('80 % interval 2024-06-03 08:00 UTC to 2024-06-06 06:00 UTC. do it');
  });
});

describe('the timeline', () => {
  const judgement = {
    firstMs: NOW - 30 * DAY,
    nowMs: NOW,
    components: [],
    instruments: [],
    model: null as never,
  };
  it('spans what was and what is foretold', () => {
    const timeline = workTimeline(judgement, [prediction('valves', 480)], []);
    expect(timeline.fromMs).toBe(NOW - 30 * DAY);
    expect(timeline.toMs).toBe(NOW + 32 * DAY);
    expect(timeline.lanes.map(({ name }) => name)).toEqual(['Discharge valves']);
    expect(placeOf(timeline, timeline.fromMs)).toBe(0);
    expect(placeOf(timeline, timeline.toMs)).toBe(100);
  });

  it('writes few days, in order, within', () => {
    for (const days of [3, 20, 90, 400, 4000]) {
      const axis = { fromMs: NOW, toMs: NOW + days * DAY };
      const written = axisDays(axis, 6);
      expect(written.length).toBeGreaterThan(0);
      expect(written.length).toBeLessThanOrEqual(8);
      expect([...written].sort((a, b) => a - b)).toEqual(written);
      expect(written.every((ms) => ms >= axis.fromMs && ms < axis.toMs)).toBe(true);
    }
  });
});
