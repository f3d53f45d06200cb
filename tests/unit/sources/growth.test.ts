import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { afterLastLine, followedSource, growthOf } from '$lib/sources/growth';

const bytes = (text: string) => new TextEncoder().encode(text);

describe('an export that is still being written', () => {
  it.each([
    ['a,b\n1,2\n', 8, { kind: 'same' }],
    ['a,b\n1,2\n3,', 8, { kind: 'same' }],
    ['a,b\n1,2\n3,4\n', 8, { kind: 'grown', endByte: 12 }],
    ['a,b\r\n1,2\r\n3,4\r\n5', 10, { kind: 'grown', endByte: 15 }],
    ['a,b\n', 8, { kind: 'shorter' }],
  ] as const)('%j of which %d bytes are known: %j', async (text, known, growth) => {
    expect(await growthOf(new Blob([text]), known)).toEqual(growth);
  });

  it('is cut at a line end, whatever was appended', async () => {
    const row = fc.string({ unit: fc.constantFrom('1', ',', 'x', '\n'), maxLength: 40 });
    await fc.assert(
      fc.asyncProperty(row, async (more) => {
        const old = 'time,ch4\n1,2\n';
        const growth = await growthOf(new Blob([old + more]), old.length);
        if (growth.kind !== 'grown') expect(more).not.toContain('\n');
        else {
          const taken = (old + more).slice(old.length, growth.endByte);
          expect(taken.endsWith('\n')).toBe(true);
          expect((old + more).slice(growth.endByte)).not.toContain('\n');
        }
      }),
    );
  });

  it('ends after its last line', () => {
    expect(afterLastLine(bytes('ab\nc'))).toBe(3);
    expect(afterLastLine(bytes('abc'))).toBe(0);
  });
});

describe('the source to follow', () => {
  it('is the last of the own files that the browser has handles of', () => {
    expect(followedSource([1, 2], ['h', 'h'])).toBe(1);
    expect(followedSource([1, 2], ['h'], [null, 'copy'])).toBe(0);
    expect(followedSource([1, 2], [], [null, 'copy'])).toBeNull();
    expect(followedSource([1, 2], ['h'])).toBeNull();
    expect(followedSource([1], [], ['copy'])).toBeNull();
  });
});
