import { describe, expect, it } from 'vitest';
import { safetyChannels, stateWords, type SafetyChannel, type SafetyTag } from '$lib/plant/safety-channels';
import { departureOf, departuresOf } from '$lib/plant/safety-departure';
import { tripsOf, type ChannelChange } from '$lib/plant/safety-trips';

const tag = (name: string, avg = 0, kind: SafetyTag['kind'] = 'boolean'): SafetyTag => ({
  ...{ tag: name, header: name, kind, avg, min: 0, max: 1, readings: 100 },
});

describe('safety channels', () => {
  const tags = [
    tag('bop_plc_perm_compstart', 0.97),
    tag('bop_plc_in_hs901_estop', 0.001),
    tag('estop_wired_closed', 0.999),
    tag('bop_plc_vl_comp_runstatus', 0.95),
    tag('bop_plc_m1301_oilpump_faultstatus', 0),
    tag('bop_plc_xv1101_zso', 0.9),
    { ...tag('alarm_level', 40, 'number'), max: 80 },
  ];
  const mapped: Record<string, string> = {
    'safety.estop_1': 'bop_plc_in_hs901_estop',
    'compressor.running': 'bop_plc_vl_comp_runstatus',
  };
  const channels = safetyChannels(tags, (canonical) => mapped[canonical] ?? null, []);

  it('are the mapped tags and plain switches by their words, by role', () => {
    expect(channels.map(({ name, role }) => [name, role])).toEqual([
      ['Emergency stop 1', 'emergency stop'],
      ['estop wired closed', 'emergency stop'],
      ['m1301 oilpump faultstatus', 'fault'],
      ['perm compstart', 'permissive'],
      ['Compressor running', 'running'],
    ]);
  });

  it('call the rarer state abnormal, whichever way a stop is wired, until a person turns it round', () => {
    expect(channels.map(({ abnormal }) => abnormal)).toEqual([true, false, true, false, false]);
    const turned = safetyChannels(tags, () => null, ['estop_wired_closed']);
    expect(turned.find((c) => c.tag === 'estop_wired_closed')).toMatchObject({
      abnormal: true,
      reason: 'turned round by hand',
    });
  });

  it('say their states in words', () => {
    const words = channels.map((channel) => [stateWords(channel, true), stateWords(channel, false)]);
    expect(words).toEqual([
      ['pressed', 'released'],
      ['released', 'pressed'],
      ['fault', 'no fault'],
      ['given', 'not given'],
      ['running', 'stopped'],
    ]);
  });
});

describe('stops', () => {
  const channel = (role: SafetyChannel['role'], name: string): SafetyChannel => ({
    ...{ tag: name, canonical: null, name, role, reason: '' },
    abnormal: role !== 'running' && role !== 'permissive',
  });
  const estop = channel('emergency stop', 'stop');
  const fault = channel('fault', 'fault');
  const running = channel('running', 'running');
  const permissive = channel('permissive', 'permit');
  const change = (of: SafetyChannel, seconds: number, on: boolean, errorMs = 0): ChannelChange => ({
    ...{ channel: of, atMs: seconds * 1000, on, errorMs },
    from: errorMs ? 'minute' : 'readings',
  });

  it('gather changes within two minutes, and name the first to change', () => {
    const trips = tripsOf([
      change(running, 103, false),
      change(fault, 100, true),
      change(running, 900, true),
      change(fault, 800, false),
      change(running, 5000, false),
    ]);
    expect(trips.map(({ atMs, tripped, restartedMs }) => [atMs, tripped, restartedMs])).toEqual([
      [100_000, true, 900_000],
      [5_000_000, false, null],
    ]);
    expect(trips[0].first.map(({ channel: { name } }) => name)).toEqual(['fault']);
  });

  it('name all that changed in the same reading, the stop before what it stops', () => {
    const [trip] = tripsOf([
      change(running, 50, false),
      change(permissive, 50, false),
      change(estop, 50, true),
    ]);
    expect(trip.first.map(({ channel: { name } }) => name)).toEqual(['stop', 'running', 'permit']);
  });

  it('do not claim an order that the data cannot show', () => {
    const [trip] = tripsOf([change(estop, 50, true, 30_000), change(running, 70, false, 30_000)]);
    expect(trip.first).toHaveLength(2);
  });

  it('are not made of permissives alone', () => {
    expect(tripsOf([change(permissive, 10, false)])).toEqual([]);
  });
});

describe('a reading that left its usual range before a stop', () => {
  const times = Float64Array.from({ length: 100 }, (_, hour) => hour * 3_600_000);
  const noise = (at: number) => 0.02 * Math.sin(at * 7.3);
  const rising = times.map((_, at) => 4.6 + noise(at) + (at > 70 ? 0.2 * (at - 70) : 0));

  it('is found from the hour it left for good', () => {
    const found = departureOf('dp', times, rising, 40 * 3_600_000);
    expect(found?.sinceMs).toBe(71 * 3_600_000);
    expect(found?.usual).toBeCloseTo(4.6, 1);
    expect(found?.last).toBeGreaterThan(10);
  });

  it('is not one that came back, never left, or has no usual range', () => {
    const pulse = times.map((_, at) => 4.6 + noise(at) + (at > 60 && at < 70 ? 5 : 0));
    expect(departureOf('dp', times, pulse, 40 * 3_600_000)).toBeNull();
    expect(
      departureOf(
        'dp',
        times,
        rising.map((_, at) => noise(at)),
        40 * 3_600_000,
      ),
    ).toBeNull();
    expect(departureOf('dp', times, rising, 5 * 3_600_000)).toBeNull();
  });

  it('comes first in the list when it left first', () => {
    const late = times.map((_, at) => (at > 90 ? 50 : 10) + noise(at));
    const found = departuresOf(
      times,
      [
        { tag: 'late', avg: late },
        { tag: 'dp', avg: rising },
        { tag: 'calm', avg: times.map((_, at) => noise(at)) },
      ],
      40 * 3_600_000,
    );
    expect(found.map((one) => one.tag)).toEqual(['dp', 'late']);
  });
});
