import { planSource, type PlanChoices } from '$lib/ingest/plan';
import { choicesOf, mergeChoices, type ReadingAnswers } from '$lib/ingest/reading-answers';
import type { SourcePlan } from '$lib/ingest/types';
import { headerKey } from '$lib/plant/mapping-memory';
import { planParquet, type ParquetSample } from '$lib/sources/parquet-plan';
import type { PickedFile } from '$lib/store/handles';
import type { ColumnChoices } from '$lib/store/memory';
import { explain, type Explanation } from './explain';

/** First and last bytes of a file: all that planning reads. */
export interface Sample {
  head: Uint8Array;
  tail: Uint8Array;
  /** Pieces from between, spread evenly. */
  middle: { start: number; bytes: Uint8Array }[];
}

/** One file on its way to being imported: as understood with the choices made, or why it cannot be. */
export interface SourceDraft {
  picked: PickedFile;
  /** Name of its unpacked copy in OPFS, null for the person's own file. */
  copy: string | null;
  /** First and last bytes of text, or rows of a Parquet file. */
  sample: Sample | ParquetSample;
  choices: PlanChoices;
  plan: SourcePlan | null;
  problem: Explanation | null;
  /** Names of files with the same bytes that were left out; absent for none. */
  repeats?: string[];
  /** True when column choices of an earlier import of this header were taken over. */
  remembered: boolean;
}

const HEAD_BYTES = 512 * 1024;
const TAIL_BYTES = 256 * 1024;
const MIDDLE_PIECES = 12;
const PIECE_BYTES = 64 * 1024;

/** Read what planning needs. @throws DOMException when the file cannot be read, for instance a directory */
export async function readSample(file: File): Promise<Sample> {
  const read = async (start: number, end: number) =>
    new Uint8Array(await file.slice(start, end).arrayBuffer());
  const [from, to] = [HEAD_BYTES, file.size - TAIL_BYTES - PIECE_BYTES];
  // Even offsets, so that no character of UTF-16 is cut.
  const starts = Array.from({ length: from < to ? MIDDLE_PIECES : 0 }, (_, piece) => {
    return from + 2 * Math.floor(((to - from) * piece) / MIDDLE_PIECES / 2);
  });
  const [head, tail, ...pieces] = await Promise.all([
    read(0, Math.min(file.size, HEAD_BYTES)),
    read(Math.max(0, file.size - TAIL_BYTES), file.size),
    ...starts.map((start) => read(start, start + PIECE_BYTES)),
  ]);
  return { head, tail, middle: pieces.map((bytes, piece) => ({ start: starts[piece], bytes })) };
}

/** The zone this computer is set to: the plant's, more often than not. */
const ownZone = () => Intl.DateTimeFormat().resolvedOptions().timeZone;

/** Plan a file with choices; a failure is told in the draft. */
export function planDraft(draft: Omit<SourceDraft, 'plan' | 'problem'>): SourceDraft {
  const { file } = draft.picked;
  try {
    return { ...draft, plan: planOf(file, draft.sample, draft.choices), problem: null };
  } catch (error) {
    return { ...draft, plan: null, problem: explain(error) };
  }
}

function planOf(file: File, sample: SourceDraft['sample'], choices: PlanChoices): SourcePlan {
  if ('layout' in sample) return planParquet(file.name, file.size, sample, choices);
  const source = { fileName: file.name, sizeBytes: file.size, ...sample, likelyZone: ownZone() };
  return planSource(source, choices);
}

/** A file that cannot be imported, for a reason told in words. */
export function refusedDraft(picked: PickedFile, problem: Explanation): SourceDraft {
  const sample = { head: new Uint8Array(), tail: new Uint8Array(), middle: [] };
  return { picked, copy: null, sample, choices: {}, plan: null, problem, remembered: false };
}

/** Why a file could not even be read. */
export const unreadable = (name: string): Explanation => ({
  message: `${name} cannot be read.`,
  advice: 'If it is a folder, open it and choose the files inside. If it was moved or is in use, try again.',
});

/** What a plan's header is remembered by. */
export function keyOf(plan: SourcePlan): string {
  return headerKey(plan.columns.map(({ header }) => header));
}

/** The draft with the columns as remembered from an earlier import. */
export function withRemembered(draft: SourceDraft, columns: ColumnChoices): SourceDraft {
  return planDraft({ ...draft, choices: { ...draft.choices, columns }, remembered: true });
}

/** The draft with what was answered of time, zone and decimal mark at an earlier import. */
export function withAnswers(draft: SourceDraft, answers: ReadingAnswers | null): SourceDraft {
  if (!draft.plan || !answers) return draft;
  const choices = choicesOf(answers, draft.plan);
  if (Object.keys(choices).length === 0) return draft;
  return planDraft({ ...draft, choices: mergeChoices(draft.choices, choices), remembered: true });
}
