import { HIGH, LOW } from '$lib/forecast/conformal';
import { stepMs } from '$lib/forecast/crossing';
import { linesAhead } from '$lib/forecast/lines';
import type { MethodRun, TargetRun } from '$lib/forecast/run-types';
import type { KeptForecast } from '$lib/store/forecast-types';
import { formatTime } from '../zoned';
import { nothing, section, type ReportSection } from './section';

const STEPS = [1, 3, 6, 12, 24];

const mean = (values: Float64Array): number => {
  const known = values.filter((value) => Number.isFinite(value));
  return known.reduce((sum, value) => sum + value, 0) / known.length;
};

/** How a method fared in the back-test, in words. */
function skillWords({ test }: MethodRun): string {
  const [last, day, coverage] = [mean(test.maseLast), mean(test.maseDay), 100 * mean(test.coverage)];
  if (!Number.isFinite(last)) return 'not judged';
  const inside = Number.isFinite(coverage)
    ? `; ${coverage.toFixed(0)} % of outcomes in the 80 % interval`
    : '';
  return `error ${last.toFixed(2)} of the last reading's, ${day.toFixed(2)} of yesterday's${inside}`;
}

/** How a target is shown. */
export interface ForecastShown {
  label: string;
  format(value: number): string;
}

function rowOf(kept: KeptForecast, target: TargetRun, { label, format }: ForecastShown): string[] {
  const lines = linesAhead(kept.run, target, target.winner);
  const method = target.methods.find(({ name }) => name === target.winner);
  const cells = STEPS.map((step) => {
    const at = step - 1;
    if (!lines || !(at < lines.middle.length) || Number.isNaN(lines.middle[at])) return '–';
    const [low, high] = [lines.lines[LOW][at], lines.lines[HIGH][at]];
    const interval = Number.isNaN(low) ? '' : ` (${format(low)} to ${format(high)})`;
    return `${format(lines.middle[at])}${interval}`;
  });
  return [label, ...cells, target.winner, method ? skillWords(method) : (target.problem?.message ?? '')];
}

/** The forecast that was made last, with its skill. */
export function forecastSection(
  kept: KeptForecast | null,
  shownOf: (place: number) => ForecastShown,
  zone: string,
): ReportSection {
  if (!kept)
    return nothing('forecast', 'No forecast was made. Make one on the Forecast page, then come back.');
  const { run } = kept;
  const problems = run.targets.flatMap(({ problem }, at) =>
    problem ? [`${shownOf(at).label}: ${problem.message}.`] : [],
  );
  return section('forecast', {
    sentences: [
      `Made ${formatTime(kept.madeMs, zone)} from what was known until ${formatTime(kept.knownMs, zone)}; the first hour ahead begins ${formatTime(stepMs(run, 0), zone)}. In brackets: four of five outcomes.`,
      ...(run.noBacktest ? [run.noBacktest] : []),
      ...problems,
    ],
    tables: [
      {
        title: 'Hours ahead',
        head: ['Of', ...STEPS.map((step) => `${step} h`), 'Method', 'In the back-test'],
        rows: run.targets.map((target, at) => rowOf(kept, target, shownOf(at))),
        numbers: [1, 2, 3, 4, 5],
      },
    ],
  });
}
