import { database } from './registry';
import type { ColumnDecision } from '$lib/ingest/plan-choices';
import type { ReadingAnswers } from '$lib/ingest/reading-answers';

/** What a person chose of one column, beside what was found; left out means as found. */
export type ColumnChoice = ColumnDecision;

/** Choices by header text. */
export type ColumnChoices = Record<string, ColumnChoice>;

/** Choices made at the last import of an export with this header, null when there was none. */
export async function recallChoices(headerKey: string): Promise<ColumnChoices | null> {
  return ((await (await database()).get('mappings', headerKey)) as ColumnChoices | undefined) ?? null;
}

/** Remember choices for the next export with this header. */
export async function rememberChoices(headerKey: string, choices: ColumnChoices): Promise<void> {
  await (await database()).put('mappings', choices, headerKey);
}

const readingKey = (headerKey: string) => `${headerKey} reading`;

/** What was answered of time, zone and decimal mark at the last import of an export with this header, null for nothing. */
export async function recallAnswers(headerKey: string): Promise<ReadingAnswers | null> {
  const found = await (await database()).get('mappings', readingKey(headerKey));
  return (found as ReadingAnswers | undefined) ?? null;
}

/** Remember answers for the next export with this header. */
export async function rememberAnswers(headerKey: string, answers: ReadingAnswers): Promise<void> {
  await (await database()).put('mappings', answers, readingKey(headerKey));
}
