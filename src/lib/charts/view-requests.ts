import type { ChartView } from './types';

/** Views asked for by gestures, at most one a frame. */
export interface ViewRequests {
  /** The view last asked for, or else the one shown. */
  view: () => ChartView;
  request: (view: ChartView) => void;
  cancel: () => void;
}

/**
 * Collect views and pass the last one on with the next frame.
 * @param shown the view that is drawn
 * @param fit   brings a view within its bounds
 * @param apply takes a view, in whole ms
 */
export function viewRequests(
  shown: () => ChartView,
  fit: (view: ChartView) => ChartView,
  apply: (view: ChartView) => void,
): ViewRequests {
  let wanted: ChartView | null = null;
  let frame = 0;
  const flush = () => {
    const view = wanted;
    frame = 0;
    wanted = null;
    if (view) apply({ fromMs: Math.round(view.fromMs), toMs: Math.round(view.toMs) });
  };
  return {
    view: () => wanted ?? shown(),
    request: (view) => {
      wanted = fit(view);
      frame ||= requestAnimationFrame(flush);
    },
    cancel: () => cancelAnimationFrame(frame),
  };
}
