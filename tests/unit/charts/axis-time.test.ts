import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { timeStep, timeTicks } from '$lib/charts/axis-time';

const BERLIN = 'Europe/Berlin';
const HOUR = 3_600_000;
const labels = (fromMs: number, toMs: number, widthPx: number, zone = BERLIN) =>
  timeTicks({ fromMs, toMs }, widthPx, zone).map(({ label }) => label.replace('\n', ' | '));

describe('ticks of the time axis', () => {
  it('leave out the skipped hour on the day daylight saving starts', () => {
    const from = Date.UTC(2024, 2, 30, 23);
    expect(labels(from, from + 5 * HOUR, 500)).toEqual([
      '00:00 | Sun 31 Mar',
      '01:00',
      '03:00',
      '04:00',
      '05:00',
      '06:00',
    ]);
  });

  it('show the repeated hour twice, each with its offset, on the day it ends', () => {
    const from = Date.UTC(2024, 9, 26, 22);
    expect(labels(from, from + 5 * HOUR, 500)).toEqual([
      '00:00 | Sun 27 Oct',
      '01:00',
      '02:00 +2',
      '02:00 +1',
      '03:00',
      '04:00',
    ]);
  });

  it('stay on round hours of the clock after the change', () => {
    const spring = Date.UTC(2024, 2, 30, 23);
    expect(labels(spring, spring + 23 * HOUR, 400)).toEqual([
      '00:00 | Sun 31 Mar',
      '06:00',
      '12:00',
      '18:00',
      '00:00 | Mon 1 Apr',
    ]);
    const autumn = Date.UTC(2024, 9, 26, 22);
    expect(labels(autumn, autumn + 25 * HOUR, 400)).toEqual([
      '00:00 | Sun 27 Oct',
      '06:00',
      '12:00',
      '18:00',
      '00:00 | Mon 28 Oct',
    ]);
  });

  it('begin each day at the plant’s midnight over a change', () => {
    const ticks = timeTicks({ fromMs: Date.UTC(2024, 9, 24, 22), toMs: Date.UTC(2024, 9, 30) }, 600, BERLIN);
    expect(ticks.map(({ label }) => label)).toEqual([
      '25 Oct\n2024',
      '26 Oct',
      '27 Oct',
      '28 Oct',
      '29 Oct',
      '30 Oct',
    ]);
    expect(ticks.slice(1).map(({ ms }, i) => (ms - ticks[i].ms) / HOUR)).toEqual([24, 24, 25, 24, 24]);
  });

  it('name the day at the first tick and where a day starts', () => {
    const from = Date.UTC(2024, 5, 1, 14);
    expect(labels(from, from + 12 * HOUR, 500, 'UTC')).toEqual([
      '14:00 | Sat 1 Jun',
      '16:00',
      '18:00',
      '20:00',
      '22:00',
      '00:00 | Sun 2 Jun',
      '02:00',
    ]);
  });

  it('show seconds below a minute and tenths below a second', () => {
    const from = Date.UTC(2024, 5, 1);
    expect(labels(from, from + 60_000, 500, 'UTC').slice(0, 2)).toEqual(['00:00:00 | Sat 1 Jun', '00:00:10']);
    expect(labels(from, from + 1000, 500, 'UTC')[1]).toBe('00:00:00.2');
  });

  it('name months with the year where it changes, and years alone', () => {
    expect(labels(Date.UTC(2023, 9, 1), Date.UTC(2024, 2, 5), 600, 'UTC')).toEqual([
      'Oct | 2023',
      'Nov',
      'Dec',
      'Jan | 2024',
      'Feb',
      'Mar',
    ]);
    expect(labels(Date.UTC(2020, 5), Date.UTC(2024, 5), 400, 'UTC')).toEqual([
      '2021',
      '2022',
      '2023',
      '2024',
    ]);
  });

  it('stay within the view, ascend, and never stand much closer than their labels are wide', () => {
    const view = fc.record({
      fromMs: fc.integer({ min: Date.UTC(2000, 0), max: Date.UTC(2030, 0) }),
      width: fc.integer({ min: 1000, max: 20 * 365 * 24 * HOUR }),
      px: fc.integer({ min: 150, max: 1600 }),
      zone: fc.constantFrom('UTC', BERLIN, 'America/St_Johns'),
    });
    fc.assert(
      fc.property(view, ({ fromMs, width, px, zone }) => {
        const ticks = timeTicks({ fromMs, toMs: fromMs + width }, px, zone).map(({ ms }) => ms);
        expect(ticks.every((ms) => ms >= fromMs && ms <= fromMs + width)).toBe(true);
        const distances = ticks.slice(1).map((ms, i) => ((ms - ticks[i]) * px) / width);
        // An hour that is skipped, and short months, bring two ticks a little closer.
        expect(Math.min(Infinity, ...distances)).toBeGreaterThan(72 * 0.45);
        expect(ticks.length).toBeLessThanOrEqual(px / 72 + 3);
      }),
      { numRuns: 200 },
    );
  });

  it('take the closest step that leaves room', () => {
    expect(timeStep({ fromMs: 0, toMs: 24 * HOUR }, 600, 72)).toEqual({ kind: 'clock', ms: 3 * HOUR });
    expect(timeStep({ fromMs: 0, toMs: 60 * 24 * HOUR }, 600, 72)).toEqual({ kind: 'days', days: 14 });
  });
});
