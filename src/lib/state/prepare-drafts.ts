import type { PlanWarning } from '$lib/ingest/types';
import { compareSources } from '$lib/sources/source-order';
import { recallAnswers, recallChoices } from '$lib/store/memory';
import { findDuplicates } from '$lib/store/same-bytes';
import type { Opened } from './open-files';
import {
  keyOf,
  planDraft,
  readSample,
  refusedDraft,
  unreadable,
  withAnswers,
  withRemembered,
  type SourceDraft,
} from './source-draft';

/** Exports as understood, in the order of the dataset, and what was left out. */
export interface Prepared {
  drafts: SourceDraft[];
  /** Files that are there twice: each left out, with the one it is the same as. */
  duplicates: { draft: SourceDraft; of: SourceDraft }[];
}

type Draftable = Extract<Opened, { kind: 'source' | 'refused' }>;

async function draftOf(opened: Draftable): Promise<SourceDraft> {
  const { picked } = opened;
  if (opened.kind === 'refused') return refusedDraft(picked, opened.problem);
  const { parquet, copy } = opened;
  try {
    const sample = parquet ?? (await readSample(picked.file));
    const found = planDraft({ picked, copy, sample, choices: {}, remembered: false });
    const draft = withAnswers(found, found.plan && (await recallAnswers(keyOf(found.plan))));
    const columns = draft.plan && (await recallChoices(keyOf(draft.plan)));
    return columns && Object.keys(columns).length > 0 ? withRemembered(draft, columns) : draft;
  } catch (error) {
    if (error instanceof DOMException) return refusedDraft(picked, unreadable(picked.file.name));
    throw error;
  }
}

/** Planned ones in the order of the dataset, then those that cannot be imported. */
function inOrder(drafts: SourceDraft[]): SourceDraft[] {
  return [...drafts].sort((a, b) => {
    if (a.plan && b.plan) return compareSources(a.plan, b.plan);
    return Number(a.plan === null) - Number(b.plan === null);
  });
}

/** Understand opened files, put them in order, and find those that are there twice. */
export async function prepareDrafts(opened: readonly Draftable[]): Promise<Prepared> {
  const drafts = inOrder(await Promise.all(opened.map(draftOf)));
  const planned = drafts.filter(({ plan }) => plan !== null);
  const same = await findDuplicates(planned.map(({ picked }) => picked.file));
  const duplicates = planned.flatMap((draft, at) => (same[at] < 0 ? [] : [{ draft, of: planned[same[at]] }]));
  const leftOut = new Set(duplicates.map(({ draft }) => draft));
  const repeatsOf = (draft: SourceDraft) =>
    duplicates.filter(({ of }) => of === draft).map((repeat) => repeat.draft.picked.file.name);
  const kept = drafts.filter((draft) => !leftOut.has(draft));
  return { drafts: kept.map((draft) => ({ ...draft, repeats: repeatsOf(draft) })), duplicates };
}

/** What a person hears of files that are there twice. */
export const duplicateNotes = ({ duplicates }: Prepared): PlanWarning[] =>
  duplicates.map(({ draft, of }) => ({
    severity: 'info',
    message: `${draft.picked.file.name} is left out: it is the same as ${of.picked.file.name}, byte for byte.`,
    advice: '',
  }));
