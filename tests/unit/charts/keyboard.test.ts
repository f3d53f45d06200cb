import { describe, expect, it } from 'vitest';
import { chartCommand } from '$lib/charts/keyboard';

const press = (
  key: string,
  held: Partial<Record<'shiftKey' | 'ctrlKey' | 'metaKey' | 'altKey', boolean>> = {},
) => chartCommand({ key, shiftKey: false, ctrlKey: false, metaKey: false, altKey: false, ...held });

describe('keys on a chart', () => {
  it('move the crosshair by a point, with shift by ten', () => {
    expect(press('ArrowLeft')).toEqual({ kind: 'move', points: -1 });
    expect(press('ArrowRight', { shiftKey: true })).toEqual({ kind: 'move', points: 10 });
    expect(press('Home')).toEqual({ kind: 'end', which: 'first' });
    expect(press('End')).toEqual({ kind: 'end', which: 'last' });
  });

  it('zoom and pan', () => {
    expect(press('+', { shiftKey: true })).toEqual({ kind: 'zoom', factor: 0.5 });
    expect(press('-')).toEqual({ kind: 'zoom', factor: 2 });
    expect(press('PageDown')).toMatchObject({ kind: 'pan', share: 0.8 });
    expect(press('ArrowLeft', { ctrlKey: true })).toMatchObject({ kind: 'pan', share: -0.2 });
  });

  it('pin, unpin and reset', () => {
    expect(press('p')).toEqual({ kind: 'pin' });
    expect(press('Escape')).toEqual({ kind: 'escape' });
    expect(press('0')).toEqual({ kind: 'reset' });
  });

  it('leave the browser’s and the page’s keys alone', () => {
    for (const key of ['+', '-', '0', 'p']) expect(press(key, { ctrlKey: true })).toBeNull();
    expect(press('ArrowLeft', { altKey: true })).toBeNull();
    expect(press('k', { metaKey: true })).toBeNull();
    expect(press('Tab')).toBeNull();
  });
});
