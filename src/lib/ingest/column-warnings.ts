import type { ColumnTally } from './columns';
import { listNames } from './header';
import type { PlanChoices } from './plan-choices';
import { countOf, info, warning } from './plan-warnings';
import type { ColumnPlan, PlanWarning } from './types';

function badCellWarnings(columns: ColumnPlan[], tallies: ColumnTally[]): PlanWarning[] {
  return columns.flatMap(({ kind, header, index }) => {
    const { counts, firstOdd } = tallies[index];
    const odd = counts.bad + counts.text + (kind === 'number' ? counts.boolean : 0);
    if ((kind !== 'number' && kind !== 'boolean') || odd === 0) return [];
    const all = odd + counts.number + (kind === 'boolean' ? counts.boolean : 0);
    const what = kind === 'number' ? 'not a number' : 'neither true nor false';
    const example = firstOdd === '' ? '' : `, such as "${firstOdd.slice(0, 40)}"`;
    return [
      info(
        `Column "${header}": ${countOf(odd, 'cell')} of ${all.toLocaleString('en')} sampled ${odd === 1 ? 'is' : 'are'} ${what}${example}.`,
        'Such cells are counted in the import report and left out.',
      ),
    ];
  });
}

function emptyWarnings(names: string[], whole: boolean): PlanWarning[] {
  if (names.length === 0) return [];
  const columns = `${names.length === 1 ? 'Column' : 'Columns'} ${listNames(names)} ${names.length === 1 ? 'is' : 'are'} empty`;
  if (whole) return [info(`${columns} in the whole file and will be left out.`)];
  return [
    warning(
      `${columns} at the start and the end of the file and will be left out.`,
      'What they hold in between is counted in the import report; to import it, set their kind to number.',
    ),
  ];
}

/**
 * Warnings about what columns hold.
 * @param others columns that hold times and are left out for that
 * @param whole whether the sample is the whole file
 */
export function columnWarnings(
  columns: ColumnPlan[],
  tallies: ColumnTally[],
  choices: NonNullable<PlanChoices['columns']>,
  { others, whole }: { others: number[]; whole: boolean },
): PlanWarning[] {
  const undecided = columns.filter(({ header }) => !choices[header]?.kind);
  // The blank column after a trailing delimiter is no loss.
  const empty = undecided.filter(
    ({ kind, header, index }) => kind === 'empty' && header !== `column ${index + 1}`,
  );
  const text = undecided.filter(({ kind, index }) => kind === 'text' && !others.includes(index));
  return [
    ...emptyWarnings(
      empty.map(({ header }) => header),
      whole,
    ),
    ...(text.length > 0
      ? [
          info(
            `${countOf(text.length, 'column')} of text will be left out: ${listNames(text.map(({ header }) => header))}.`,
          ),
        ]
      : []),
    ...badCellWarnings(columns, tallies),
  ];
}
