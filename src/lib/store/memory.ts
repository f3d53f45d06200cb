import { database } from './registry';
import type { ColumnKind } from '$lib/ingest/types';

/** What a person chose of one column, beside what was found; left out means as found. */
export interface ColumnChoice {
  kind?: ColumnKind;
  unit?: string;
  /** Null: a plain sensor, whatever its name suggests. */
  canonical?: string | null;
}

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
