import { planSource, type PlanChoices } from '$lib/ingest/plan';
import { PlanError } from '$lib/ingest/plan-error';
import type { Dialect, PlanWarning, SourcePlan } from '$lib/ingest/types';
import type { LeftOutColumn, ParquetLayout } from './parquet-layout';

/** What planning gets of a Parquet file: rows of its ends as comma separated text under their header. */
export interface ParquetSample {
  layout: ParquetLayout;
  leftOut: LeftOutColumn[];
  /** Header and the first rows. */
  head: string;
  /** The last rows without header, from the row after the head's on or later; '' when the head has all. */
  tail: string;
}

const DIALECT: Dialect = {
  encoding: 'utf-8',
  bomBytes: 0,
  delimiter: ',',
  quote: '"',
  decimal: '.',
  lineEnd: '\n',
};
const SHOWN = 5;
const LF = 10;

/** Size that the rows would have as text: planning tells from it whether the sample is all there is. */
function textBytes(head: Uint8Array, tail: Uint8Array, rows: number): number {
  if (tail.length === 0) return head.length;
  const lines = head.reduce((count, byte) => count + (byte === LF ? 1 : 0), 0);
  return Math.max(head.length + tail.length, Math.round((head.length * rows) / lines));
}

function leftOutWarning(leftOut: LeftOutColumn[]): PlanWarning[] {
  if (leftOut.length === 0) return [];
  const named = leftOut.slice(0, SHOWN).map(({ name, type }) => `"${name}" (${type})`);
  const more = leftOut.length > SHOWN ? ` and ${leftOut.length - SHOWN} more` : '';
  return [
    {
      severity: 'warning',
      message: `${leftOut.length === 1 ? 'A column is' : `${leftOut.length} columns are`} left out, because nested and binary values are no readings: ${named.join(', ')}${more}.`,
      advice: 'To import what is inside, write it to columns of its own.',
    },
  ];
}

/**
 * The plan of a Parquet file, by the same rules and choices as of text: its rows are judged as if they had been
 * written as comma separated text.
 * @throws PlanError when it has no rows or no column of numbers
 */
export function planParquet(
  fileName: string,
  sizeBytes: number,
  sample: ParquetSample,
  choices: PlanChoices = {},
): SourcePlan {
  const rows = sample.layout.groupRows.reduce((sum, count) => sum + count, 0);
  if (rows === 0) throw new PlanError(`"${fileName}" has no rows`, 'Drop a file that has rows in it.');
  if (sample.layout.columns.length === 0)
    throw new PlanError(
      `"${fileName}" has no column of numbers, times, texts or booleans`,
      'Write the readings to plain columns, one for each sensor.',
    );
  const encoder = new TextEncoder();
  const [head, tail] = [encoder.encode(sample.head), encoder.encode(sample.tail)];
  const plan = planSource(
    { fileName, sizeBytes: textBytes(head, tail, rows), head, tail },
    { ...choices, dialect: DIALECT, hasHeader: true },
  );
  return {
    ...plan,
    sizeBytes,
    dataStart: 0,
    firstDataLine: 1,
    estimatedRows: rows,
    parquet: sample.layout,
    warnings: [...leftOutWarning(sample.leftOut), ...plan.warnings],
  };
}
