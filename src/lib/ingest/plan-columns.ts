import { mappedUnit, proposeMapping } from '$lib/plant/mapping';
import { kindOfTally, sentinelsOf, wordsOf, type ColumnTally } from './columns';
import { uniqueTags } from './header';
import type { PlanChoices } from './plan-choices';
import { timeColumns } from './time-column';
import type { ColumnKind, ColumnPlan, QualityColumn, TimeSource } from './types';
import { unitOfHeader } from './units';

/** Marks of "no value" of a number column: a person's, else those found. */
function sentinelsIn(kind: ColumnKind, tally: ColumnTally, chosen: number[] | undefined) {
  const values = chosen ?? sentinelsOf(tally).map(({ value }) => value);
  return kind === 'number' && values.length > 0 ? { sentinels: values } : {};
}

/** The quality column of a tag: a person's, else the one found. */
function qualityIn(
  kind: ColumnKind,
  found: QualityColumn | undefined,
  chosen: QualityColumn | null | undefined,
) {
  const quality = chosen === undefined ? found : chosen;
  return quality && (kind === 'number' || kind === 'boolean') ? { quality } : {};
}

/**
 * The plan of each column, from what its cells hold and what a person chose.
 * @param units units of a units row, by column; '' or missing where there is none
 * @param found where the time is, and which other columns hold times
 * @param asText columns that are text whatever they hold: the file's own in a long layout, and qualities
 * @param qualities quality column of the columns that have one
 */
export function planColumns(
  headers: string[],
  units: string[],
  tallies: ColumnTally[],
  found: { time: TimeSource; others: number[] },
  choices: NonNullable<PlanChoices['columns']>,
  asText: ReadonlySet<number>,
  qualities: ReadonlyMap<number, QualityColumn>,
): ColumnPlan[] {
  const ofTime = new Set(timeColumns(found.time));
  const kinds = headers.map((header, index): ColumnKind => {
    if (ofTime.has(index)) return 'time';
    const chosen = choices[header]?.kind;
    if (chosen && chosen !== 'time') return chosen;
    return found.others.includes(index) || asText.has(index) ? 'text' : kindOfTally(tallies[index]);
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
    ...sentinelsIn(draft.kind, tallies[index], choices[draft.header]?.sentinels),
    ...qualityIn(draft.kind, qualities.get(index), choices[draft.header]?.quality),
  }));
}
