// The judgement of maintenance as tables.
import type { CmapssFigures, LifeFigures } from '../../src/lib/maintenance/judged';

const percent = (share: number | null) =>
  share !== null && Number.isFinite(share) ? `${(100 * share).toFixed(1)} %` : '-';
const fixed = (value: number | null, digits = 1) =>
  value !== null && Number.isFinite(value) ? value.toFixed(digits) : '-';

function table(header: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const line = (cells: readonly (string | number)[]) => `| ${cells.join(' | ')} |`;
  return [line(header), line(header.map(() => '---')), ...rows.map(line)].join('\n');
}

/** FD001 beside what was published; RMSE with the life of the test engines capped at 125 and as it is. */
export const cmapssTable = (figures: CmapssFigures): string =>
  table(
    ['model', 'RMSE', 'RMSE, test lives not capped', 'NASA score'],
    [
      [
        'boosted trees on windows (ours)',
        fixed(figures.rmse, 2),
        fixed(figures.rmseUncapped, 2),
        fixed(figures.nasaScore, 0),
      ],
      ['LSTM (published)', 14.93, '', ''],
      ['deep LSTM (published)', 16.14, '', ''],
      ['CNN (published)', 16.97, '', ''],
      ['always the mean of the training engines', fixed(figures.baseline, 2), '', ''],
    ],
  );

/** Words for the interval on FD001. */
export const cmapssLine = (figures: CmapssFigures): string =>
  `90 % interval of ±${fixed(figures.halfWidth)} cycles, learnt on 20 training engines held out (RMSE there ${fixed(figures.heldOut, 2)}): holds ${percent(figures.coverage)} of ${figures.engines} test engines; median error ${fixed(figures.medianError)} cycles`;

/** What the app says, over all plants. */
export const lifeTable = (figures: LifeFigures): string =>
  table(
    ['figure', 'value'],
    [
      ['plants, days judged', `${figures.plants}, ${figures.days}`],
      [
        'failures announced 48 h ahead or more',
        `${figures.ahead} of ${figures.failures} (${percent(figures.ahead / figures.failures)})`,
      ],
      [
        'false announcements a month',
        `${fixed(figures.falsePerMonth, 2)} (${figures.falseAnnouncements}, ${figures.falseBesideAnother} of them beside another fault)`,
      ],
      ['announced moments at which nothing wore any more', percent(figures.idleShare)],
      ['80 % interval holds the failure', percent(figures.coverage)],
      [
        'median error 7 days before',
        `${fixed(figures.medianErrorHours)} h (${figures.errorsJudged} moments)`,
      ],
      ['Brier score of the confidence', fixed(figures.brier, 3)],
    ],
  );

/** Ways to foretell side by side. */
export const methodTable = ({ methods }: LifeFigures): string =>
  table(
    ['way', 'median error 7 days before, h', 'moments', '80 % interval holds', 'width / hours foretold'],
    methods.map((one) => [
      one.method,
      fixed(one.medianErrorHours),
      one.judged,
      percent(one.coverage),
      fixed(one.width, 2),
    ]),
  );

export const componentTable = ({ byComponent }: LifeFigures): string =>
  table(
    ['component', 'failures', 'announced 48 h ahead', 'false announcements'],
    byComponent.map((one) => [one.component, one.failures, one.ahead, one.falseAnnouncements]),
  );

export const confidenceTable = ({ confidence }: LifeFigures): string =>
  table(
    ['confidence said', 'trends', 'mean said', 'real'],
    confidence.map((one) => [
      `${percent(one.from)} to ${percent(one.to)}`,
      one.trends,
      percent(one.said),
      percent(one.real),
    ]),
  );
