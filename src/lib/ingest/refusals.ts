import { DialectError, sniffDialect } from './dialect';
import { fileSignature } from './file-signature';
import { PlanError } from './plan-error';
import type { SourceBytes } from './sample-lines';
import type { Dialect } from './types';

/**
 * Dialect of a source, what a person chose before what was found.
 * @throws PlanError when the file is empty or binary; it says what it seems to be
 */
export function dialectOf({ fileName, head, sizeBytes }: SourceBytes, chosen: Partial<Dialect>): Dialect {
  if (head.length === 0 || sizeBytes === 0)
    throw new PlanError(`"${fileName}" is empty (0 bytes)`, 'Drop an export that has rows in it.');
  const signature = fileSignature(head);
  if (signature)
    throw new PlanError(`"${fileName}" is ${signature.what}, not delimited text`, signature.advice);
  try {
    return { ...sniffDialect(head), ...chosen };
  } catch (error) {
    if (!(error instanceof DialectError)) throw error;
    const advice = 'Export the readings as CSV and drop that file.';
    throw new PlanError(`"${fileName}" is binary, not delimited text`, advice, { cause: error });
  }
}

/** Why no table was found, in words. */
export function noTable(fileName: string, rows: (string[] | null)[]): PlanError {
  const filled = rows.filter((row) => row !== null);
  const first = filled[0]?.[0]?.trim() ?? '';
  if (first === '' && filled.length === 0)
    return new PlanError(`"${fileName}" holds only blank lines`, 'Drop an export that has rows in it.');
  if (/^<[!?a-z]/i.test(first))
    return new PlanError(
      `"${fileName}" is a web page or XML, not a table`,
      'Export the readings as CSV; a login page may have been saved instead.',
    );
  if (/^[{[]/.test(first))
    return new PlanError(
      `"${fileName}" looks like JSON, not a table`,
      'Export the readings as CSV and drop that file.',
    );
  const last = filled[filled.length - 1];
  const lone = filled.length <= 2 || rows[rows.lastIndexOf(last) - 1] === null;
  if (last.length > 1 && lone)
    return new PlanError(
      `"${fileName}" has a header of ${last.length} columns and no row of data`,
      'Check the period of the export and write it again.',
    );
  return new PlanError(
    `"${fileName}" holds no numbers: its ${filled.length} first lines are words only`,
    'Drop a table of readings, one row for each time.',
  );
}
