import type { LabelledWindows } from '$lib/models/class-samples';
import { windowsOfLabels } from '$lib/models/interval-labels';
import { readFeedback } from './anomaly-memory';
import type { EventFeedback } from './anomaly-types';
import { readLabels } from './label-memory';

const MINUTE_MS = 60_000;
/** Windows of an event start so far apart, and windows of normal time around it. */
const STRIDE = 10;
const NORMAL_STRIDE = 120;
/** Normal time before an event that is shown, minutes. */
const BEFORE = 2 * 1440;
/** Windows of the classifier, minutes. */
const STEPS = 120;
const NORMAL = 'normal';

/**
 * Windows whose class a person's labels tell; where there are none, those that verdicts on anomalies tell.
 * @param count minutes from `startMs` that there are
 * @param known classes of weights to start from, in their order; null for a seeded start
 * @returns null when nothing was labelled or marked as real
 */
export async function labelledWindows(
  fingerprint: string,
  { startMs, count }: { startMs: number; count: number },
  known: readonly string[] | null,
) {
  const feedback = await readFeedback(fingerprint);
  const labelled = windowsOfLabels(
    await readLabels(fingerprint),
    { startMs, count, steps: STEPS },
    known,
    feedback.filter(({ verdict }) => verdict !== 'not real'),
  );
  return labelled ?? windowsOf(feedback, startMs, known);
}

/**
 * Windows by a person's verdicts: what was marked as real teaches its kind, the two days before it without any event
 * teach what is normal.
 * @param startMs of the first minute
 * @param known classes of weights to start from, in their order: other kinds are left out; null for those there are
 * @returns null when nothing was marked as real
 */
export function windowsOf(
  feedback: readonly EventFeedback[],
  startMs: number,
  known: readonly string[] | null = null,
): { windows: LabelledWindows; classes: string[] } | null {
  const real = feedback
    .filter(({ kind, verdict }) => verdict === 'real' && (known?.includes(kind) ?? true))
    .sort((a, b) => a.fromMs - b.fromMs);
  if (real.length === 0) return null;
  const classes = known ? [...known] : [NORMAL, ...new Set(real.map(({ kind }) => kind))];
  if (!classes.includes(NORMAL)) return null;
  const minute = (ms: number) => Math.floor((ms - startMs) / MINUTE_MS);
  const found = new Map<number, number>();
  for (const { fromMs } of real)
    for (let at = minute(fromMs) - BEFORE; at + STEPS <= minute(fromMs); at += NORMAL_STRIDE)
      if (at >= 0 && !feedback.some((other) => minute(other.fromMs) < at + STEPS && minute(other.toMs) > at))
        found.set(at, classes.indexOf(NORMAL));
  for (const { kind, fromMs, toMs } of real)
    for (let at = minute(fromMs); at < minute(toMs); at += STRIDE)
      if (at >= 0) found.set(at, classes.indexOf(kind));
  const starts = [...found.keys()].sort((a, b) => a - b);
  return {
    classes,
    windows: {
      starts: Int32Array.from(starts),
      classes: Uint8Array.from(starts, (at) => found.get(at)!),
    },
  };
}
