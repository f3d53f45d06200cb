import { describe, expect, it } from 'vitest';
import type { SafetyChannel } from '$lib/plant/safety-channels';
import type { Trip } from '$lib/plant/safety-trips';
import { exactness } from '$lib/ui/machines/exactness';
import { trendWords } from '$lib/ui/machines/trend-words';
import { tripSentence } from '$lib/ui/safety/trip-words';

describe('a trend in words', () => {
  const trend = { slope: 0.4, low: 0.3, high: 0.5, intercept: 8, points: 10 };
  const base = { now: 8, trend, moves: true, fromMs: 0, servicedMs: null };
  const shown = { unit: 'psi', limit: 10, difference: (si: number) => si };

  it('says how fast, and when it reaches its limit', () => {
    const words = trendWords({ ...base, daysToLimit: { soonest: 4, latest: 6.7 } }, shown);
    expect(words.trend).toBe('rises 0.400\u00a0psi a day (90 %: 0.300 to 0.500), over 10 days.');
    expect(words.outlook).toBe('reaches it in 4 days to 6.7 days, if it goes on so');
    expect(words.abnormal).toBe(true);
  });

  it('has no date for what does not move, and none without a limit', () => {
    const still = { ...base, moves: false, daysToLimit: null };
    expect(trendWords(still, shown)).toMatchObject({ trend: 'steady over 10 days', abnormal: false });
    expect(trendWords(still, { ...shown, limit: null }).outlook).toBe('no limit set: enter one');
    expect(trendWords({ ...base, daysToLimit: { soonest: 0, latest: 0 } }, shown).outlook).toBe(
      'limit passed',
    );
    const short = { ...base, trend: null, moves: false, daysToLimit: null };
    expect(trendWords(short, shown).trend).toContain('no trend yet');
  });
});

describe('a stop in words', () => {
  const channel = (role: SafetyChannel['role'], name: string): SafetyChannel => ({
    ...{ tag: name, canonical: null, name, role, reason: '', abnormal: role !== 'running' },
  });
  const change = (of: SafetyChannel, atMs: number) => ({
    ...{ channel: of, atMs, on: of.abnormal, errorMs: 0, from: 'readings' as const },
  });
  const changes = [
    change(channel('emergency stop', 'Emergency stop 2'), 0),
    change(channel('running', 'Plant'), 0),
  ];
  const trip: Trip = { atMs: 0, changes, first: changes, tripped: true, restartedMs: 3_720_000 };

  it('names the first change and when it ran again', () => {
    expect(tripSentence({ ...trip, first: [changes[0]] })).toBe(
      'Emergency stop 2 pressed first, with it Plant. Ran again after 1 h 2 min.',
    );
  });

  it('does not say "first" of what came at the same time', () => {
    expect(tripSentence(trip)).toMatch(/^Emergency stop 2 pressed, with it Plant\./);
  });

  it('says how exactly a time is known', () => {
    expect(exactness({ from: 'readings', errorMs: 0 }, 1)).toBe('to 1 s (readings)');
    expect(exactness({ from: 'counted', errorMs: 0 }, 10)).toBe('to 10 s (counted)');
    expect(exactness({ from: 'minute', errorMs: 25_000 }, 1)).toBe('± 25 s');
  });
});
