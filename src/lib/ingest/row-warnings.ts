import { countOf, info, warning } from './plan-warnings';
import type { TableLines } from './preamble';
import type { SampleRows } from './time-column';
import type { PlanWarning } from './types';

/** Whether the file has one row for each tag and time, as WinCC archives are exported. */
const isLongFormat = (headers: string[]) =>
  ['VarName', 'TimeString', 'VarValue'].every((name) => headers.includes(name)) ||
  ['tagname', 'value'].every((name) =>
    headers.some((header) => header.toLowerCase().replace(/[^a-z]/g, '') === name),
  );

/** Warnings about rows as a whole. */
export function rowWarnings(
  rows: SampleRows,
  headers: string[],
  table: TableLines,
  cut: boolean,
): PlanWarning[] {
  const all = [...rows.head, ...rows.tail];
  const short = all.filter((row) => row.length < table.width).length;
  const long = all.filter(
    (row) => row.length > headers.length && row.slice(headers.length).some((cell) => cell.trim() !== ''),
  ).length;
  const found: PlanWarning[] = [];
  if (isLongFormat(headers))
    found.push({
      severity: 'error',
      message: 'The file has one row for each tag and time; its tags would be mixed into one.',
      advice: 'Export the archive with one column for each tag.',
    });
  if (table.header !== null && table.data - (table.units === null ? 1 : 2) > table.header)
    found.push(info('Blank lines between header and data are passed over.'));
  if (table.header !== null && table.header > 0)
    found.push(
      info(
        `${countOf(table.header, 'line')} before the header ${table.header === 1 ? 'is' : 'are'} passed over.`,
      ),
    );
  if (table.header === null)
    found.push(
      warning(
        'The file has no header: columns are named by their position.',
        'Check the mapping of each column.',
      ),
    );
  if (table.units !== null) found.push(info('The row under the header is read as units.'));
  if (short > 0 || long > 0)
    found.push(
      warning(
        `Of ${countOf(all.length, 'sampled row')} ${short.toLocaleString('en')} have too few cells and ${long.toLocaleString('en')} too many.`,
        'Their good cells are used; the rows are counted in the import report.',
      ),
    );
  if (cut)
    found.push(
      info(
        'The last row is cut off: the export may still have been written.',
        'Export again if the end matters.',
      ),
    );
  return found;
}
