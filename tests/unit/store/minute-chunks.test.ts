import fc from 'fast-check';
import { expect, it } from 'vitest';
import { minuteChunks } from '$lib/store/minute-chunks';

it('covers a range once, in order, whatever the number of columns', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 2e12 }),
      fc.integer({ min: 0, max: 4e10 }),
      fc.integer({ min: 1, max: 400 }),
      (fromMs, lengthMs, columns) => {
        const range = { fromMs, toMs: fromMs + lengthMs };
        const parts = [...minuteChunks(range, columns)];
        expect(parts.at(0)?.fromMs ?? fromMs).toBe(fromMs);
        expect(parts.at(-1)?.toMs ?? fromMs).toBe(range.toMs);
        parts.slice(1).forEach((part, at) => expect(part.fromMs).toBe(parts[at].toMs));
        for (const part of parts)
          expect((part.toMs - part.fromMs) / 60_000).toBeLessThanOrEqual(Math.min(86_400, 150_000 / columns));
      },
    ),
  );
});
