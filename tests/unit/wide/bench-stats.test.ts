import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { memoryOfTree, watchMemory } from '../../../scripts/bench/memory.mjs';
import { groupBy, median, quantile, summary } from '../../../scripts/bench/stats.mjs';

describe('statistics of benchmarks', () => {
  it('takes the middle value, or the mean of the two in the middle', () => {
    expect(median([3, 1, 2])).toBe(2);
    expect(median([4, 1, 2, 3])).toBe(2.5);
    expect(quantile([10, 20, 30, 40], 0.25)).toBe(17.5);
  });

  it('refuses to summarise nothing', () => {
    expect(() => median([])).toThrow('quantile of no values');
  });

  it('leaves at least half of the values on each side of the median', () => {
    const values = fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 1 });
    fc.assert(
      fc.property(values, (list) => {
        const middle = median(list);
        expect(list.filter((value) => value <= middle).length).toBeGreaterThanOrEqual(list.length / 2);
        expect(list.filter((value) => value >= middle).length).toBeGreaterThanOrEqual(list.length / 2);
      }),
    );
  });

  it('summarises and groups in order of first appearance', () => {
    expect(summary([2, 9, 4])).toEqual({ n: 3, median: 4, min: 2, max: 9 });
    expect(groupBy(['b1', 'a1', 'b2'], (text) => text[0])).toEqual([
      { key: 'b', items: ['b1', 'b2'] },
      { key: 'a', items: ['a1'] },
    ]);
  });
});

const hasProc = existsSync('/proc/self/smaps_rollup');

describe.skipIf(!hasProc)(
  'memory of a process tree (skipped where /proc/<pid>/smaps_rollup is absent)',
  () => {
    it('counts a named process with its child, and nothing once they have ended', async () => {
      const name = `memory-test-${process.pid}`;
      const code =
        "const {spawn}=require('child_process');const b=Buffer.alloc(64<<20,1);" +
        "const c=spawn(process.execPath,['-e','const b=Buffer.alloc(64<<20,1);console.log(1);setInterval(()=>b,9e8)']);" +
        "c.stdout.once('data',()=>console.log('ready'));process.stdin.once('data',()=>{c.once('exit',()=>process.exit());c.kill()});setInterval(()=>b,9e8)";
      const child = spawn(process.execPath, ['-e', code, name]);
      const watch = watchMemory(name, 5);
      await once(child.stdout, 'data');
      expect(memoryOfTree(name)).toBeGreaterThan(128 * 2 ** 20);
      child.stdin.write('end\n');
      await once(child, 'exit');
      expect(memoryOfTree(name)).toBe(0);
      expect(watch.stop().peakBytes).toBeGreaterThan(128 * 2 ** 20);
    });
  },
);
