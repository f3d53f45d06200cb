import type { Finding, FindingKind, Interval, TagReport } from './types';

/** All that was found in a plant's data; plain data, kept in the browser. */
export interface QualityReport {
  /** When it was judged, ms since epoch, and how long that took. */
  judgedMs: number;
  tookMs: number;
  /** What was judged, ms since epoch, from inclusive, to exclusive. */
  fromMs: number;
  toMs: number;
  /** Minutes that hold rows. */
  minutes: number;
  rowsInterval: Interval;
  tags: Omit<TagReport, 'findings'>[];
  findings: Finding[];
}

/** More findings of one kind of one tag than this are put together as one: nobody reads a thousand lines. */
const MOST_OF_A_KIND = 200;

/** Findings of a tag, those of a kind that has too many as one finding over all their minutes. */
export function joinMany(findings: readonly Finding[]): Finding[] {
  const byKind = new Map<FindingKind, Finding[]>();
  for (const finding of findings) byKind.set(finding.kind, [...(byKind.get(finding.kind) ?? []), finding]);
  return [...byKind.values()].flatMap((found) => (found.length > MOST_OF_A_KIND ? [joined(found)] : found));
}

function joined(found: readonly Finding[]): Finding {
  const [first, last] = [found[0], found[found.length - 1]];
  const longest = found.reduce((most, finding) => (finding.count > most.count ? finding : most), first);
  return {
    ...first,
    id: `${first.id}|all`,
    toMs: last.toMs,
    spans: found.flatMap(({ spans }) => spans).sort((a, b) => a.from - b.from),
    words: `In ${found.length} places. The largest: ${longest.words}`,
    count: found.reduce((sum, { count }) => sum + count, 0),
  };
}

/** What could not be read at import, as far as the report needs it. */
export interface ImportIssue {
  source: number;
  column: string;
  reason: string;
  rejectsRow: boolean;
  count: number;
  firstLine: number;
  sample: string;
}

/**
 * What the import could not read, as findings without a time: the report counts them for the whole export.
 * @param tagOf      tag of a column's header, null when it is none
 * @param sourceName name of an export by its number
 */
export function importFindings(
  issues: readonly ImportIssue[],
  tagOf: (header: string) => string | null,
  sourceName: (source: number) => string,
): Finding[] {
  return issues.map(({ source, column, reason, rejectsRow, count, firstLine, sample }) => ({
    id: `${column}|unreadable cells|${source}|${reason}|${rejectsRow}`,
    kind: 'unreadable cells',
    tag: column === '' ? null : tagOf(column),
    fromMs: Number.NaN,
    toMs: Number.NaN,
    quality: 'bad',
    excluded: false,
    spans: [],
    words: `${count} ${rejectsRow ? 'rows' : 'cells'} of ${sourceName(source)} were left out: ${reason}, first in line ${firstLine} ("${sample}").`,
    count,
  }));
}
