import { longRows } from '$lib/ingest/long-rows';
import { tagReader } from '$lib/ingest/reading';
import { fileWidth, tagColumns, type SourcePlan } from '$lib/ingest/types';

/** A cell of the preview; `unused` says why its reading is left out, '' when it is used or no reading. */
export interface PreviewCell {
  text: string;
  unused: string;
}

/** Shows a row as the import will read it: one cell for each column of the file. */
export function previewCells(plan: SourcePlan): (row: readonly string[]) => PreviewCell[] {
  const { layout, dialect } = plan;
  const tags = tagColumns(plan);
  const readers = tags.map((tag) => tagReader(tag, layout?.valueColumn ?? tag.index, dialect));
  const tagOf = layout ? longRows(plan) : null;
  const positions = new Map(tags.map(({ index }, at) => [index, at]));
  return (row) => {
    const found = tagOf?.(row);
    return Array.from({ length: fileWidth(plan) }, (_, column) => {
      const text = row[column] ?? '';
      if (found !== undefined && column !== layout?.valueColumn) return { text, unused: '' };
      if (typeof found === 'string') return { text, unused: found };
      const reading = readers[found ?? positions.get(column) ?? -1]?.(row);
      return { text, unused: typeof reading === 'string' ? reading : '' };
    });
  };
}
