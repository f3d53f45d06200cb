import type uPlot from 'uplot';
import { panView, pinchView, zoomView } from '$lib/series/view';
import type { ChartView } from './types';

/** What gestures on the plot ask for. */
export interface GestureEvents {
  /** The view as it is now, requests under way included. */
  view: () => ChartView;
  request: (view: ChartView) => void;
  reset: () => void;
  /** A click or tap that was not part of a drag or a double click. */
  click: (ms: number) => void;
  /** A finger points at px from the plot's left edge. */
  point: (leftPx: number) => void;
}

/** A second click within this time makes a double click. */
const DOUBLE_CLICK_MS = 260;

/**
 * Gestures that uPlot has not: wheel zoom about the cursor, sideways wheel and shift-drag pan, pinch, two-finger
 * pan, one-finger crosshair, single clicks. Zooming by drag is uPlot's own selection.
 * @returns a plugin that removes its listeners with the plot
 */
export function gestures(events: GestureEvents): uPlot.Plugin {
  const stop = new AbortController();
  return {
    hooks: {
      ready: (u) => {
        const { signal } = stop;
        wheel(u, events, signal);
        const wasDragged = shiftDrag(u, events, signal);
        clicks(u, events, signal, wasDragged);
        fingers(u, events, signal);
      },
      destroy: () => stop.abort(),
    },
  };
}

const leftOf = (u: uPlot, clientX: number) => clientX - u.over.getBoundingClientRect().left;
const msPerPx = (u: uPlot, { fromMs, toMs }: ChartView) => (toMs - fromMs) / u.over.clientWidth;

function wheel(u: uPlot, { view, request }: GestureEvents, signal: AbortSignal): void {
  const turn = (event: WheelEvent) => {
    if (event.ctrlKey && event.deltaY === 0) return;
    event.preventDefault();
    const now = view();
    // Lines and pages (deltaMode 1 and 2) as px; one notch of a mouse is 100 to 120 px.
    const px = [1, 18, 300][event.deltaMode];
    if (Math.abs(event.deltaX) > Math.abs(event.deltaY) || event.shiftKey) {
      request(panView(now, (event.deltaX || event.deltaY) * px * msPerPx(u, now)));
      return;
    }
    // A pinch on a touch pad comes as a wheel with ctrl and small deltas.
    const rate = event.ctrlKey ? 0.01 : 0.002;
    const factor = Math.exp(Math.max(-300, Math.min(300, event.deltaY * px)) * rate);
    request(zoomView(now, factor, now.fromMs + leftOf(u, event.clientX) * msPerPx(u, now)));
  };
  u.over.addEventListener('wheel', turn, { passive: false, signal });
}

/** Pans while shift is held. Returns whether the last press moved, so that its click is not taken for one. */
function shiftDrag(u: uPlot, { view, request }: GestureEvents, signal: AbortSignal): () => boolean {
  let start: { x: number; view: ChartView } | null = null;
  let moved = false;
  const down = (event: PointerEvent) => {
    moved = false;
    if (event.pointerType === 'touch' || !event.shiftKey || event.button !== 0) return;
    start = { x: event.clientX, view: view() };
    u.over.setPointerCapture(event.pointerId);
  };
  const move = (event: PointerEvent) => {
    if (!start) return;
    moved ||= Math.abs(event.clientX - start.x) > 3;
    request(panView(start.view, (start.x - event.clientX) * msPerPx(u, start.view)));
  };
  const up = () => (start = null);
  u.over.addEventListener('pointerdown', down, { signal });
  u.over.addEventListener('pointermove', move, { signal });
  u.over.addEventListener('pointerup', up, { signal });
  u.over.addEventListener('pointercancel', up, { signal });
  return () => moved;
}

function clicks(u: uPlot, events: GestureEvents, signal: AbortSignal, wasDragged: () => boolean): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const click = (event: MouseEvent) => {
    clearTimeout(timer);
    if (event.detail > 1 || wasDragged()) return;
    const ms = u.posToVal(leftOf(u, event.clientX), 'x');
    timer = setTimeout(() => events.click(ms), DOUBLE_CLICK_MS);
  };
  const doubled = () => {
    clearTimeout(timer);
    events.reset();
  };
  u.over.addEventListener('click', click, { signal });
  u.over.addEventListener('dblclick', doubled, { signal });
  signal.addEventListener('abort', () => clearTimeout(timer));
}

/** One finger points, two hold the instants they touch: apart zooms in, together out, side by side pans. */
function fingers(u: uPlot, { view, request, point }: GestureEvents, signal: AbortSignal): void {
  const now = new Map<number, number>();
  let start: { view: ChartView; touched: [number, number] } | null = null;
  const pair = () => [...now.values()].slice(0, 2) as [number, number];
  const restart = () => (start = now.size === 2 ? { view: view(), touched: pair() } : null);
  const down = (event: PointerEvent) => {
    if (event.pointerType !== 'touch') return;
    now.set(event.pointerId, leftOf(u, event.clientX));
    restart();
  };
  const move = (event: PointerEvent) => {
    if (!now.has(event.pointerId)) return;
    now.set(event.pointerId, leftOf(u, event.clientX));
    if (start) request(pinchView(start.view, u.over.clientWidth, start.touched, pair()));
    else point(leftOf(u, event.clientX));
  };
  const up = (event: PointerEvent) => {
    if (now.delete(event.pointerId)) restart();
  };
  // Two fingers are ours even where the page could scroll; one finger up and down scrolls (touch-action: pan-y).
  const claim = (event: TouchEvent) => {
    if (event.touches.length > 1 && event.cancelable) event.preventDefault();
  };
  u.over.addEventListener('pointerdown', down, { signal });
  u.over.addEventListener('pointermove', move, { signal });
  u.over.addEventListener('pointerup', up, { signal });
  u.over.addEventListener('pointercancel', up, { signal });
  u.over.addEventListener('touchstart', claim, { passive: false, signal });
  u.over.addEventListener('touchmove', claim, { passive: false, signal });
}
