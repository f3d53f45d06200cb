import { mappedUnit, proposeMapping } from '$lib/plant/mapping';
import { kindOfTally, wordsOf, type ColumnTally } from './columns';
import { uniqueTags } from './header';
import type { PlanChoices } from './plan-choices';
import { timeColumns } from './time-column';
import type { ColumnKind, ColumnPlan, TimeSource } from './types';
import { unitOfHeader } from './units';

/**
 * The plan of each column, from what its cells hold and what a person chose.
 * @param units units of a units row, by column; '' or missing where there is none
 * @param found where the time is, and which other columns hold times
 */
export function planColumns(
  headers: string[],
  units: string[],
  tallies: ColumnTally[],
  found: { time: TimeSource; others: number[] },
  choices: NonNullable<PlanChoices['columns']>,
): ColumnPlan[] {
  const ofTime = new Set(timeColumns(found.time));
  const kinds = headers.map((header, index): ColumnKind => {
    if (ofTime.has(index)) return 'time';
    const chosen = choices[header]?.kind;
    if (chosen && chosen !== 'time') return chosen;
    return found.others.includes(index) ? 'text' : kindOfTally(tallies[index]);
  });
  const tags = uniqueTags(headers.map((header, index) => (kinds[index] === 'time' ? null : header)));
  const drafts = headers.map((header, index) => {
    const unit =
      kinds[index] === 'time' ? '' : (choices[header]?.unit ?? (units[index] || unitOfHeader(header).unit));
    return { index, header, tag: tags[index], kind: kinds[index], unit };
  });
  const proposals = proposeMapping(
    drafts.map(({ header, unit, kind }) => ({ header, unit, kind, chosen: choices[header]?.canonical })),
  );
  return drafts.map((draft, index) => ({
    ...draft,
    unit: choices[draft.header]?.unit ?? (draft.unit || mappedUnit(proposals[index])),
    canonical: proposals[index].canonical,
    confidence: proposals[index].confidence,
    ...wordsOf(draft.kind, tallies[index]),
  }));
}
