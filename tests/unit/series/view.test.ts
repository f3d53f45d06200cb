import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clampView, MIN_VIEW_MS, panView, pinchView, zoomView } from '$lib/series/view';

const START = Date.UTC(2024, 0, 1);
const view = fc
  .record({ offset: fc.integer({ min: 0, max: 1e10 }), width: fc.integer({ min: MIN_VIEW_MS, max: 1e11 }) })
  .map(({ offset, width }) => ({ fromMs: START + offset, toMs: START + offset + width }));
const share = fc.double({ min: 0, max: 1, noNaN: true });
const factor = fc.double({ min: 0.05, max: 20, noNaN: true });
const widthOf = (v: { fromMs: number; toMs: number }) => v.toMs - v.fromMs;

describe('arithmetic of views', () => {
  it('returns when a zoom is followed by its inverse about the same instant', () => {
    fc.assert(
      fc.property(view, share, factor, (v, at, k) => {
        const atMs = v.fromMs + at * widthOf(v);
        const back = zoomView(zoomView(v, k, atMs), 1 / k, atMs);
        expect(Math.abs(back.fromMs - v.fromMs)).toBeLessThan(1);
        expect(Math.abs(back.toMs - v.toMs)).toBeLessThan(1);
      }),
    );
  });

  it('keeps the instant under the cursor in its place when zooming', () => {
    fc.assert(
      fc.property(view, share, factor, (v, at, k) => {
        const atMs = v.fromMs + at * widthOf(v);
        const zoomed = zoomView(v, k, atMs);
        expect((atMs - zoomed.fromMs) / widthOf(zoomed)).toBeCloseTo(at, 6);
      }),
    );
  });

  it('keeps the width when panning', () => {
    fc.assert(
      fc.property(view, fc.integer({ min: -1e11, max: 1e11 }), (v, by) => {
        expect(widthOf(panView(v, by))).toBe(widthOf(v));
      }),
    );
  });

  it('clamps into the bounds, keeps the width where it fits, and is idempotent', () => {
    fc.assert(
      fc.property(view, view, (v, bounds) => {
        const inside = clampView(v, bounds);
        expect(inside.fromMs).toBeGreaterThanOrEqual(bounds.fromMs);
        expect(inside.toMs).toBeLessThanOrEqual(bounds.toMs);
        expect(widthOf(inside)).toBe(Math.min(widthOf(v), widthOf(bounds)));
        expect(clampView(inside, bounds)).toEqual(inside);
      }),
    );
  });

  it('leaves a view alone that is wide enough and unbounded', () => {
    fc.assert(fc.property(view, (v) => void expect(clampView(v, null)).toEqual(v)));
  });

  it('widens a view that is too narrow about its middle', () => {
    expect(clampView({ fromMs: 99_000, toMs: 101_000 }, null)).toEqual({ fromMs: 95_000, toMs: 105_000 });
  });
});

describe('two fingers', () => {
  const px = fc.integer({ min: 0, max: 1000 });

  it('hold the instants they first touched', () => {
    fc.assert(
      fc.property(view, px, px, px, px, (v, a, b, c, d) => {
        fc.pre(Math.abs(a - b) >= 8 && Math.abs(c - d) >= 8 && Math.sign(a - b) === Math.sign(c - d));
        const next = pinchView(v, 1000, [a, b], [c, d]);
        const before = v.fromMs + (a / 1000) * widthOf(v);
        const after = next.fromMs + (c / 1000) * widthOf(next);
        expect(Math.abs(after - before) / widthOf(v)).toBeLessThan(1e-6);
      }),
    );
  });

  it('only pan when they are too close to tell a spread', () => {
    const next = pinchView({ fromMs: 0, toMs: 1000 }, 100, [50, 52], [60, 62]);
    expect(next).toEqual({ fromMs: -100, toMs: 900 });
  });
});
