/** A stretch of time, ms since epoch, from inclusive, to exclusive. */
export interface TimeView {
  fromMs: number;
  toMs: number;
}

/** Narrowest view a person can zoom to, ms: ten one-second readings. */
export const MIN_VIEW_MS = 10_000;

/**
 * Zoom about an instant, which keeps its place on the screen.
 * @param factor new width over old width, > 0; below 1 zooms in
 * @param atMs   the fixed instant, ms since epoch; it may lie outside the view
 * @returns the new view, not clamped; zooming by 1 / factor about the same instant returns the old one
 */
export function zoomView(view: TimeView, factor: number, atMs: number): TimeView {
  return {
    fromMs: atMs - (atMs - view.fromMs) * factor,
    toMs: atMs + (view.toMs - atMs) * factor,
  };
}

/** The view moved by some ms, later when positive; its width is kept. */
export function panView(view: TimeView, byMs: number): TimeView {
  return { fromMs: view.fromMs + byMs, toMs: view.toMs + byMs };
}

/**
 * The view moved and narrowed as little as needed to lie inside the bounds.
 * @param bounds  the outermost view, null for none
 * @param minimum narrowest width in ms; a narrower view is widened about its middle
 */
export function clampView(view: TimeView, bounds: TimeView | null, minimum = MIN_VIEW_MS): TimeView {
  const wide = widen(view, minimum);
  if (!bounds) return wide;
  const outer = widen(bounds, minimum);
  if (wide.toMs - wide.fromMs >= outer.toMs - outer.fromMs) return outer;
  if (wide.fromMs < outer.fromMs)
    return { fromMs: outer.fromMs, toMs: outer.fromMs + wide.toMs - wide.fromMs };
  if (wide.toMs > outer.toMs) return { fromMs: outer.toMs - (wide.toMs - wide.fromMs), toMs: outer.toMs };
  return wide;
}

function widen(view: TimeView, minimum: number): TimeView {
  if (view.toMs - view.fromMs >= minimum) return view;
  const middle = (view.fromMs + view.toMs) / 2;
  return { fromMs: middle - minimum / 2, toMs: middle + minimum / 2 };
}

/**
 * The view in which two fingers that have moved still hold the instants they first touched.
 * @param widthPx width of the plot
 * @param touched where the fingers came down, px from the plot's left edge
 * @param now     where they are
 * @returns the new view, not clamped; fingers closer than 8 px at either time only pan
 */
export function pinchView(
  view: TimeView,
  widthPx: number,
  touched: [number, number],
  now: [number, number],
): TimeView {
  const msPerPx = (view.toMs - view.fromMs) / widthPx;
  const [spreadBefore, spreadNow] = [Math.abs(touched[1] - touched[0]), Math.abs(now[1] - now[0])];
  const factor = spreadBefore < 8 || spreadNow < 8 ? 1 : spreadBefore / spreadNow;
  const heldMs = view.fromMs + ((touched[0] + touched[1]) / 2) * msPerPx;
  const fromMs = heldMs - ((now[0] + now[1]) / 2) * msPerPx * factor;
  return { fromMs, toMs: fromMs + (view.toMs - view.fromMs) * factor };
}
