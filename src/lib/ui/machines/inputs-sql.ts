import { createContext } from 'svelte';
import { useSqlLinks, type SqlPath } from '$lib/charts/sql-link';
import type { TimeRange } from '$lib/ingest/types';
import type { SourceColumn } from '$lib/state/machines-read';

const [useInputs, provideInputs] = createContext<() => SqlPath | null>();

/** Path of the console with the readings that the figures of this page are computed of, null where there is none. */
export const useInputsSql = useInputs;

/**
 * Let the figures of a machine's page open what goes into them. They are computed by more than SQL can say: states, and
 * curves learnt from the history. Call while the page is made.
 * @param read what the page is computed of, and the width of its buckets; null until it is
 */
export function provideInputsSql(
  read: () => { columns: readonly SourceColumn[]; range: TimeRange; stepMs: number } | null,
): void {
  const links = useSqlLinks();
  provideInputs(() => {
    const inputs = read();
    if (!links || !inputs) return null;
    const tags = [...new Set(inputs.columns.map(({ tag }) => tag.tag))];
    const sql = links.series(tags, inputs.range, inputs.stepMs);
    return sql === null ? null : links.path(sql);
  });
}
