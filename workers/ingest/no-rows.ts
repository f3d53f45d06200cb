import type { ImportRequest } from '$lib/rpc/importer';
import { ImportError } from './import-error';

/** Why an import came to no row that can be used, and what to do. */
export function noRows(rowsRead: number, { range }: ImportRequest): ImportError {
  if (range && rowsRead === 0) {
    const [from, to] = [range.fromMs, range.toMs].map((ms) => new Date(ms).toISOString());
    return new ImportError(
      `no row lies between ${from} and ${to}. Nothing was kept; choose another range of dates`,
    );
  }
  return new ImportError(
    `none of ${rowsRead} rows has a time that can be read. Nothing was kept; choose the time column and its format in the preview`,
  );
}
