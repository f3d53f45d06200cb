import { describe, expect, it } from 'vitest';
import type { CheckMasks } from '$lib/detect/checks/check';
import { clockFaults, doubledSteps } from '$lib/detect/checks/clock';
import { flatLines } from '$lib/detect/checks/flat-line';
import { leftConstant } from '$lib/detect/checks/left-constant';
import { missingReadings } from '$lib/detect/checks/missing';
import { spikes } from '$lib/detect/checks/spikes';
import { isFaultState, statesNeverSeen } from '$lib/detect/checks/state-never-seen';
import type { Frame, TagSamples } from '$lib/detect/frame';
import { nextNormal, seedRandom } from '$lib/simulator/random';
import { frameOf, tagOf } from './support';

const LENGTH = 4000;
const HEALTHY = 2000;

const masks = (frame: Frame): CheckMasks => {
  const healthy = new Uint8Array(frame.length).fill(1, 0, HEALTHY);
  return { use: healthy, healthy, steady: new Uint8Array(frame.length).fill(1) };
};

function noisy(level = 10): TagSamples {
  const random = seedRandom(2);
  return tagOf(
    't',
    Float32Array.from({ length: LENGTH }, () => level + nextNormal(random)),
    'analog',
    0.5,
  );
}

const frame = (change: (tag: TagSamples, frame: Frame) => void, tag = noisy()): Frame => {
  const made = frameOf([tag], LENGTH);
  change(tag, made);
  return made;
};

describe('a flat line', () => {
  const stuck = (minutes: number) =>
    frame((tag) => {
      for (const values of [tag.avg, tag.min!, tag.max!]) values.fill(9, 3000, 3000 + minutes);
    });

  it('is found with its length when it is longer than any healthy one', () => {
    const made = stuck(100);
    const [span, ...others] = flatLines(made, [0], masks(made));
    expect(span).toMatchObject({
      check: 'flat line',
      index: 0,
      from: 3000,
      to: 3100,
      words: 'stood at 9 for 99 minutes',
    });
    expect(others).toEqual([]);
  });

  it('is none for half an hour', () => {
    const made = stuck(30);
    expect(flatLines(made, [0], masks(made))).toEqual([]);
  });

  it('is none while the plant stands', () => {
    const made = stuck(100);
    expect(flatLines(made, [0], { ...masks(made), steady: new Uint8Array(LENGTH) })).toEqual([]);
  });
});

describe('spikes', () => {
  it('are found when readings jump again and again', () => {
    const made = frame((tag) => {
      for (let at = 3000; at < 3120; at += 10) tag.max![at] += 20;
    });
    const [span] = spikes(made, [0], masks(made));
    expect(span.from).toBeGreaterThanOrEqual(3000);
    expect(span.from).toBeLessThan(3030);
    expect(span.to).toBeGreaterThan(3060);
    expect(span.to).toBeLessThan(3125);
  });

  it('are none for a single jump', () => {
    const made = frame((tag) => (tag.max![3000] += 20));
    expect(spikes(made, [0], masks(made))).toEqual([]);
  });

  it('cannot be judged of single readings', () => {
    const made = frame(() => {}, { ...noisy(), min: null, max: null });
    expect(spikes(made, [0], masks(made))).toEqual([]);
  });
});

describe('missing readings', () => {
  it('are found while the export goes on', () => {
    const made = frame((tag) => tag.count!.fill(6, 3000, 3060));
    const [span, ...others] = missingReadings(made, [0], masks(made));
    expect(span.from).toBeLessThan(3010);
    expect(span.to).toBeGreaterThanOrEqual(3060);
    expect(span.words).toBe('up to 90 % of its readings were missing');
    expect(others).toEqual([]);
  });

  it('are no fault of the tag when the export has a gap', () => {
    const made = frame((tag, all) => {
      tag.count!.fill(0, 3000, 3060);
      all.rows!.fill(0, 3000, 3060);
    });
    expect(missingReadings(made, [0], masks(made))).toEqual([]);
  });
});

describe('a constant that moves', () => {
  const constant = () => tagOf('setpoint', new Float32Array(LENGTH).fill(50));

  it('is found', () => {
    const made = frame((tag) => tag.avg.fill(55, 3000, 3100), constant());
    expect(leftConstant(made, [0], masks(made))).toMatchObject([
      { from: 3000, to: 3100, words: 'was 50 throughout the healthy period' },
    ]);
  });

  it('from zero is found however small it is', () => {
    const made = frame((tag) => tag.avg.fill(0.001, 3000, 3100), tagOf('h2s', new Float32Array(LENGTH)));
    expect(leftConstant(made, [0], masks(made))).toHaveLength(1);
  });

  it('by less than a hundredth is none', () => {
    const made = frame((tag) => tag.avg.fill(50.3, 3000, 3100), constant());
    expect(leftConstant(made, [0], masks(made))).toEqual([]);
  });
});

describe('a state never seen', () => {
  const bit = (name: string) => tagOf(name, new Float32Array(LENGTH), 'state');
  const set = (tag: TagSamples) => tag.avg.fill(1, 3000, 3005);

  it('counts at any time for a fault bit', () => {
    const made = frame(set, bit('comp_faultstatus'));
    const standing = { ...masks(made), steady: new Uint8Array(LENGTH) };
    expect(statesNeverSeen(made, [0], standing)).toMatchObject([{ from: 3000, to: 3005, ratio: 4 }]);
  });

  it('counts only in operation for another bit', () => {
    const made = frame(set, bit('xv1101_zsc'));
    expect(statesNeverSeen(made, [0], { ...masks(made), steady: new Uint8Array(LENGTH) })).toEqual([]);
    expect(statesNeverSeen(made, [0], masks(made))).toMatchObject([{ from: 3000, to: 3005, ratio: 2 }]);
  });

  it('is none when the healthy period knows it', () => {
    const made = frame((tag) => {
      set(tag);
      tag.avg[100] = 1;
    }, bit('comp_faultstatus'));
    expect(statesNeverSeen(made, [0], masks(made))).toEqual([]);
  });

  it('is told from plain states by its name', () => {
    for (const name of [
      'bop_plc_in_hs901_estop',
      'bop_plc_system_abort_0',
      'blowervfd_faultstatus',
      'HS Not-Aus',
      'Stoerung',
    ])
      expect(isFaultState(name), name).toBe(true);
    for (const name of ['bop_plc_xv1101_zso', 'm1301_oilpump_runstatus', 'default_mode'])
      expect(isFaultState(name), name).toBe(false);
  });
});

describe('the clock of the export', () => {
  const made = frame((_, all) => {
    all.rows!.fill(120, 2500, 2560);
    all.rows!.fill(0, 3000, 3060);
    all.rows![3500] = 0;
  });

  it('set back, and gaps of five minutes and more', () => {
    expect(clockFaults(made, masks(made))).toMatchObject([
      { check: 'clock', index: null, from: 2500, to: 2560 },
      { check: 'data gap', index: null, from: 3000, to: 3060, words: 'no row for 60 minutes' },
    ]);
  });

  it('gives the minutes that are held twice', () => {
    const doubled = doubledSteps(made, masks(made).use);
    expect(doubled.reduce((sum, value) => sum + value, 0)).toBe(60);
    expect(doubled[2500]).toBe(1);
  });

  it('cannot be judged without counts of rows', () => {
    expect(clockFaults({ ...made, rows: null }, masks(made))).toEqual([]);
  });
});
