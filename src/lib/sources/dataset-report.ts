import type { SourceTotals } from '$lib/ingest/source-totals';
import type { IndexBlock, SourcePlan } from '$lib/ingest/types';
import type { OverlapTally, Replaced } from './overlap-tally';

/** Something that could not be used, as a person reads it. */
export interface ReportedIssue {
  /** Header of the column, '' for whole rows. */
  column: string;
  reason: string;
  rejectsRow: boolean;
  count: number;
  /** 1-based line of the first case, NaN where no line is known. */
  firstLine: number;
  sample: string;
}

/** A source as a plant file reports it: `rowsRead = rowsUsed + rowsRejected`, always. */
export interface ReportedSource {
  name: string;
  bytes: number;
  lines: number;
  rowsRead: number;
  rowsUsed: number;
  rowsRejected: number;
  cellsRejected: number;
  /** Instants of the first and last row, ms since epoch; NaN when no row had one. */
  firstMs: number;
  lastMs: number;
  slicesKernel: number;
  slicesReadCsv: number;
  slicesText: number;
  issues: ReportedIssue[];
  /** The sparse index; `source` is not used. */
  blocks: IndexBlock[];
  /** JSON of its plan. */
  plan: string;
}

const REPLACED = 'also in another file';
const REPEATED = 'the same file again';

/** A source just read. @param blocks its part of the index */
export function reportSource(
  file: { name: string; size: number },
  plan: SourcePlan,
  totals: SourceTotals,
  blocks: IndexBlock[],
): ReportedSource {
  const { issues, ...counts } = totals;
  const ends = blocks.reduce(
    ({ firstMs, lastMs }, { minMs, maxMs }) => ({
      firstMs: Math.min(firstMs, minMs),
      lastMs: Math.max(lastMs, maxMs),
    }),
    { firstMs: Infinity, lastMs: -Infinity },
  );
  return {
    name: file.name,
    bytes: file.size,
    ...counts,
    ...(blocks.length > 0 ? ends : { firstMs: NaN, lastMs: NaN }),
    issues: issues.map(({ column, ...issue }) => ({ ...issue, column: plan.columns[column]?.header ?? '' })),
    blocks,
    plan: JSON.stringify(plan),
  };
}

function joinIssues(old: ReportedIssue[], added: ReportedIssue[]): ReportedIssue[] {
  const all = old.map((issue) => ({ ...issue }));
  for (const issue of added) {
    const known = all.find(
      ({ column, reason, rejectsRow }) =>
        column === issue.column && reason === issue.reason && rejectsRow === issue.rejectsRow,
    );
    if (known) known.count += issue.count;
    else all.push({ ...issue });
  }
  return all;
}

/** A source that has grown: what was known of it, and what was read behind its old end. `lines` of `added` count from its start. */
export function growSource(old: ReportedSource, added: ReportedSource): ReportedSource {
  const sum = (key: 'rowsRead' | 'rowsUsed' | 'rowsRejected' | 'cellsRejected' | Slices) =>
    old[key] + added[key];
  const ends = [old.firstMs, added.firstMs, old.lastMs, added.lastMs].filter(Number.isFinite);
  return {
    ...added,
    rowsRead: sum('rowsRead'),
    rowsUsed: sum('rowsUsed'),
    rowsRejected: sum('rowsRejected'),
    cellsRejected: sum('cellsRejected'),
    slicesKernel: sum('slicesKernel'),
    slicesReadCsv: sum('slicesReadCsv'),
    slicesText: sum('slicesText'),
    firstMs: ends.length > 0 ? Math.min(...ends) : NaN,
    lastMs: ends.length > 0 ? Math.max(...ends) : NaN,
    issues: joinIssues(old.issues, added.issues),
    blocks: [...old.blocks, ...added.blocks],
  };
}

type Slices = 'slicesKernel' | 'slicesReadCsv' | 'slicesText';

const minuteText = (minute: number) =>
  `${new Date(minute * 60_000).toISOString().slice(0, 16).replace('T', ' ')} UTC`;

/** A source that lost readings to others. */
function lose(
  source: ReportedSource,
  { tag, count, firstMinute }: Replaced,
  column: string,
  by: string,
): ReportedSource {
  const rejectsRow = tag < 0;
  const issue: ReportedIssue = {
    column,
    reason: REPLACED,
    rejectsRow,
    count,
    firstLine: NaN,
    sample: `first at ${minuteText(firstMinute)}, where ${by} stands`,
  };
  return {
    ...source,
    rowsUsed: source.rowsUsed - (rejectsRow ? count : 0),
    rowsRejected: source.rowsRejected + (rejectsRow ? count : 0),
    cellsRejected: source.cellsRejected + (rejectsRow ? 0 : count),
    issues: joinIssues(source.issues, [issue]),
  };
}

/**
 * The report after overlaps: what a merged part lost is taken from the reported sources it stands for, the one that ends
 * last first, so that none loses more rows than it used.
 * @param sources  of the plant, in their order
 * @param standsFor per merged source: positions in `sources`
 * @param headers  header of each of the dataset's tags
 */
export function withOverlaps(
  sources: readonly ReportedSource[],
  standsFor: readonly (readonly number[])[],
  tally: OverlapTally,
  headers: readonly string[],
): ReportedSource[] {
  const result = [...sources];
  for (const replaced of tally.list()) {
    const by = standsFor[replaced.by].map((at) => sources[at].name).join(', ');
    const column = replaced.tag < 0 ? '' : headers[replaced.tag];
    const ours = [...standsFor[replaced.source]].sort(
      (a, b) => (sources[b].lastMs || 0) - (sources[a].lastMs || 0),
    );
    let left = replaced.count;
    for (const [index, at] of ours.entries()) {
      const last = index === ours.length - 1;
      const count = replaced.tag < 0 && !last ? Math.min(left, result[at].rowsUsed) : left;
      if (count > 0) result[at] = lose(result[at], { ...replaced, count }, column, by);
      left -= count;
    }
  }
  return result;
}

/** A source of which the same bytes were dropped more than once. @param names of the others */
export function withRepeats(source: ReportedSource, names: readonly string[]): ReportedSource {
  if (names.length === 0) return source;
  const issue: ReportedIssue = {
    column: '',
    reason: REPEATED,
    rejectsRow: false,
    count: names.length,
    firstLine: NaN,
    sample: `left out: ${names.join(', ')}`,
  };
  return { ...source, issues: [...source.issues, issue] };
}
