import fc from 'fast-check';
import { expect, test } from 'vitest';
import { PRESETS } from '$lib/state/range';
import { SPEEDS } from '$lib/series/replay-clock';
import { DEFAULT_VIEW, formatView, MAX_TAGS, parseView, type View } from '$lib/state/view-query';

const instant = fc.integer({ min: Date.UTC(1970, 0, 1), max: Date.UTC(2100, 0, 1) });
const range: fc.Arbitrary<View['range']> = fc.oneof(
  fc.constantFrom(...PRESETS).map((preset) => ({ kind: 'preset' as const, preset })),
  fc.tuple(instant, fc.integer({ min: 1, max: 1e12 })).map(([fromMs, length]) => ({
    kind: 'custom' as const,
    fromMs,
    toMs: fromMs + length,
  })),
);
const view: fc.Arbitrary<View> = fc.record({
  range,
  tags: fc.uniqueArray(fc.stringMatching(/^[a-z0-9_]{1,20}$/), { maxLength: MAX_TAGS }),
  layout: fc.constantFrom('stacked' as const, 'overlay' as const),
  replay: fc.option(fc.record({ atMs: instant, speed: fc.constantFrom(...SPEEDS), paused: fc.boolean() })),
});

test('a view survives the way through the address', () => {
  fc.assert(
    fc.property(view, (original) => {
      expect(parseView(formatView(original))).toEqual(original);
    }),
  );
});

test('the default view has a bare address', () => {
  expect(formatView(DEFAULT_VIEW)).toBe('');
  expect(parseView('')).toEqual(DEFAULT_VIEW);
});

test('an address is readable', () => {
  const fromMs = Date.UTC(2024, 2, 1);
  const text = formatView({
    range: { kind: 'custom', fromMs, toMs: fromMs + 3_600_000 },
    tags: ['ch4', 'flow'],
    layout: 'overlay',
    replay: null,
  });
  expect(text).toBe('?from=2024-03-01T00:00:00Z&to=2024-03-01T01:00:00Z&tags=ch4,flow&layout=overlay');
});

test.each([
  ['?from=yesterday&to=today'],
  ['?from=2024-01-02T00:00:00Z&to=2024-01-01T00:00:00Z'],
  ['?from=2024-01-01T00:00:00Z'],
  ['?from=0001-01-01T00:00:00Z&to=9999-01-01T00:00:00Z'],
  ['?from=2024-13-40T99:99:99Z&to=2024-13-41T00:00:00Z'],
  ['?range=5y&layout=pie&tags=%3Cscript%3E,,DROP TABLE'],
  ['?%E0%A4%A&&&==&tags'],
])('garbage %s falls back to the default', (search) => {
  expect(parseView(search)).toEqual(DEFAULT_VIEW);
});

test('any text is read without failing, to a view that can be written again', () => {
  fc.assert(
    fc.property(fc.string(), (search) => {
      const read = parseView(search);
      expect(parseView(formatView(read))).toEqual(read);
    }),
  );
});

test('more tags than charts can show are cut, doubles are one', () => {
  const tags = Array.from({ length: 40 }, (_, index) => `t${index}`);
  expect(parseView(`?tags=${tags.join(',')}`).tags).toEqual(tags.slice(0, MAX_TAGS));
  expect(parseView('?tags=a,a,b').tags).toEqual(['a', 'b']);
});

test('a replay is readable in the address', () => {
  const replay = { atMs: Date.UTC(2024, 0, 5, 10), speed: 60 as const, paused: false };
  expect(formatView({ ...DEFAULT_VIEW, replay })).toBe('?replay=2024-01-05T10:00:00Z&speed=60');
  expect(formatView({ ...DEFAULT_VIEW, replay: { ...replay, paused: true } })).toMatch(/&paused=yes$/);
  expect(parseView('?replay=2024-01-05T10:00:00Z').replay).toEqual(replay);
  expect(parseView('?replay=2024-01-05T10:00:00Z&speed=7').replay).toEqual(replay);
  expect(parseView('?replay=now&speed=60').replay).toBeNull();
});
