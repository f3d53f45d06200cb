import type { TimeRange } from '$lib/ingest/types';
import { KINDS, QUALITY_WORDS } from '$lib/quality/kinds';
import type { QualityReport } from '$lib/quality/report';
import type { Finding, FindingKind } from '$lib/quality/types';
import { formatDuration } from '$lib/series/format-time';
import { formatValue } from '$lib/series/format-value';
import type { PlantInfo } from '$lib/store/plant-types';
import { formatCount } from '../format';
import { lengthMs } from '../quality/finding-rows';
import { formatTime } from '../zoned';
import { fact, firstRows, section, type ReportSection, type ReportTable } from './section';

const MOST_FINDINGS = 25;

export interface ReportedQuality {
  info: Pick<PlantInfo, 'sources'>;
  /** Rows read of those expected, percent, NaN when not known. */
  coveragePercent: number;
  /** Null when the data was not judged. */
  report: QualityReport | null;
  range: TimeRange;
  isExcluded(finding: Finding): boolean;
  labelOf(tag: string): string;
}

const touches = ({ fromMs, toMs }: Finding, range: TimeRange) => fromMs < range.toMs && toMs > range.fromMs;

function kindsTable(found: readonly Finding[]): ReportTable {
  const kinds = new Map<FindingKind, Finding[]>();
  for (const finding of found) kinds.set(finding.kind, [...(kinds.get(finding.kind) ?? []), finding]);
  return {
    title: 'Found in the period, by kind',
    head: ['Kind', 'Places', 'Longest', 'What it means'],
    rows: [...kinds].map(([kind, all]) => [
      ...[KINDS[kind].name, String(all.length), formatDuration(Math.max(...all.map(lengthMs)))],
      KINDS[kind].meaning,
    ]),
    numbers: [1, 2],
  };
}

function longestTable(
  found: readonly Finding[],
  { isExcluded, labelOf }: ReportedQuality,
  zone: string,
): ReportTable {
  const rows = [...found]
    .sort((a, b) => lengthMs(b) - lengthMs(a))
    .map((finding) => [
      finding.tag === null ? 'all sensors' : labelOf(finding.tag),
      formatTime(finding.fromMs, zone),
      formatDuration(lengthMs(finding)),
      QUALITY_WORDS[finding.quality].name,
      finding.words,
      isExcluded(finding) ? 'left out' : 'used',
    ]);
  return {
    title: 'The longest',
    head: ['Sensor', 'From', 'Minutes add up to', 'Quality', 'What', 'In analysis'],
    rows: firstRows(rows, MOST_FINDINGS, 'Quality page'),
    numbers: [2],
  };
}

/** How far the data can be trusted: coverage, rows that were read, and what was found wrong. */
export function qualitySection(given: ReportedQuality, zone: string): ReportSection {
  const { info, coveragePercent, report, range } = given;
  const sum = (key: 'rowsRead' | 'rowsRejected' | 'cellsRejected') =>
    info.sources.reduce((all, source) => all + source[key], 0);
  const found = (report?.findings ?? []).filter((finding) => touches(finding, range));
  return section('quality', {
    facts: [
      fact(
        'Rows in the period',
        formatValue(coveragePercent, '%'),
        'of those expected by the sampling interval',
      ),
      fact('Rows read', formatCount(sum('rowsRead')), 'of all exports'),
      fact('Rows rejected', formatCount(sum('rowsRejected'))),
      fact('Cells rejected', formatCount(sum('cellsRejected'))),
    ],
    sentences: [
      report
        ? `Judged ${formatTime(report.judgedMs, zone)}.${found.length === 0 ? ' Nothing was found in the period.' : ''}`
        : 'The data was not judged: open the Quality page first.',
    ],
    tables: found.length === 0 ? [] : [kindsTable(found), longestTable(found, given, zone)],
  });
}
