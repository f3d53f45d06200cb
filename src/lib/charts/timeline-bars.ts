import { formatDuration } from '$lib/series/format-time';
import type { ChartView } from './types';

/** How a state looks: by shade and pattern, colour only for what is abnormal. */
export type TimelineLook = 'on' | 'half' | 'off' | 'none' | 'urgent' | 'high' | 'medium';

/** A stretch of a row, ms since epoch, from inclusive, to exclusive. */
export interface TimelineSpan {
  fromMs: number;
  toMs: number;
  look: TimelineLook;
  /** The state in words. */
  state: string;
}

/** A row of a timeline: stretches in time order. */
export interface TimelineRow {
  id: string;
  label: string;
  spans: TimelineSpan[];
}

/** A bar to draw: one stretch, or several too short to tell apart, which take the look that matters most. */
export interface TimelineBar extends TimelineSpan {
  leftPercent: number;
  widthPercent: number;
  /** Stretches in it. */
  count: number;
}

const RANK: TimelineLook[] = ['none', 'on', 'off', 'half', 'medium', 'high', 'urgent'];

const worse = (a: TimelineLook, b: TimelineLook): TimelineLook =>
  RANK.indexOf(a) >= RANK.indexOf(b) ? a : b;

/**
 * Bars of the stretches in view, those narrower than `leastPx` joined with what lies beside them in the same pixels, so
 * that no short alarm is lost. Stretches of look `none` are left empty.
 */
export function timelineBars(
  spans: readonly TimelineSpan[],
  view: ChartView,
  widthPx: number,
  leastPx = 3,
): TimelineBar[] {
  const msPerPx = (view.toMs - view.fromMs) / Math.max(1, widthPx);
  const leastMs = leastPx * msPerPx;
  const bars: TimelineBar[] = [];
  for (const span of spans) {
    const [fromMs, toMs] = [Math.max(span.fromMs, view.fromMs), Math.min(span.toMs, view.toMs)];
    if (fromMs >= toMs || span.look === 'none') continue;
    const last = bars.at(-1);
    const small = toMs - fromMs < leastMs;
    const joins = last && small && last.toMs - last.fromMs < leastMs && toMs - last.fromMs < leastMs;
    if (joins) {
      last.look = worse(last.look, span.look);
      last.toMs = toMs;
      last.count += 1;
    } else bars.push({ ...span, fromMs, toMs, leftPercent: 0, widthPercent: 0, count: 1 });
  }
  const whole = (view.toMs - view.fromMs) / 100;
  return bars.map((bar) => {
    const shownMs = Math.max(bar.toMs - bar.fromMs, RANK.indexOf(bar.look) > 2 ? leastMs : 0);
    return {
      ...bar,
      leftPercent: Math.min(100, (bar.fromMs - view.fromMs) / whole),
      widthPercent: shownMs / whole,
    };
  });
}

/** A row in a sentence: each state and how long it lasted in view. */
export function timelineSummary({ label, spans }: TimelineRow, view: ChartView): string {
  const lengths = new Map<string, number>();
  for (const { state, fromMs, toMs } of spans) {
    const ms = Math.min(toMs, view.toMs) - Math.max(fromMs, view.fromMs);
    if (ms > 0) lengths.set(state, (lengths.get(state) ?? 0) + ms);
  }
  const parts = [...lengths].map(([state, ms]) => `${state} ${formatDuration(ms)}`);
  return `${label}: ${parts.join(', ') || 'no data'}`;
}
