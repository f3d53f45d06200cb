import type { FoundLong } from './long-layout';
import { countOf, info, warning } from './plan-warnings';
import type { TableLines } from './preamble';
import type { SampleRows } from './time-column';
import type { PlanWarning } from './types';

/** Warnings about rows as a whole. */
export function rowWarnings(
  rows: SampleRows,
  headers: string[],
  table: TableLines,
  { cut, long }: { cut: boolean; long: FoundLong | null },
): PlanWarning[] {
  const all = [...rows.head, ...rows.tail];
  const short = all.filter((row) => row.length < table.width).length;
  const wide = all.filter(
    (row) => row.length > headers.length && row.slice(headers.length).some((cell) => cell.trim() !== ''),
  ).length;
  const found: PlanWarning[] = [];
  if (long)
    found.push(
      info(
        `The file has one row for each tag and time: the ${countOf(long.names.length, 'tag')} named in "${headers[long.layout.nameColumn]}" are read as if each had a column.`,
        'Rows of a tag that the sample does not show are counted in the import report, not used.',
      ),
    );
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
  if (short > 0 || wide > 0)
    found.push(
      warning(
        `Of ${countOf(all.length, 'sampled row')} ${short.toLocaleString('en')} have too few cells and ${wide.toLocaleString('en')} too many.`,
        'Their good cells are used; the rows are counted in the import report.',
      ),
    );
  if (cut)
    found.push(
      info(
        'The last row is cut off: the export may still have been written. It is counted, not used.',
        'Export again if the end matters.',
      ),
    );
  return found;
}
