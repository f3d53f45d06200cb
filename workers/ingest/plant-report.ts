import type { DatasetTags } from '$lib/ingest/dataset-tags';
import type { SourceTotals } from '$lib/ingest/source-totals';
import type { HistorySummary } from '$lib/ingest/tag-summary';
import type { IndexBlock } from '$lib/ingest/types';
import type { ImportRequest } from '$lib/rpc/importer';
import type { Value } from '$lib/sql/plant-tables';
import { SCHEMA_VERSION, type MetaKey } from '$lib/sql/schema';
import type { PlantWriter } from './plant-writer';

const date = (ms: number): Date | null => (Number.isFinite(ms) ? new Date(ms) : null);

function tagRows({ tags }: DatasetTags, history: HistorySummary): Value[][] {
  return history.tags().map((summary, at) => {
    const { tag, header, canonical, confidence, unit, kind } = tags[at];
    const { readings, avg, min, max } = summary;
    const times = [date(summary.firstMinute * 60_000), date(summary.lastMinute * 60_000)];
    return [tag, header, canonical, confidence, unit, kind, at, readings, avg, min, max, ...times];
  });
}

function reportRows({ sources }: ImportRequest, totals: SourceTotals[], index: IndexBlock[]): Value[][] {
  return totals.map((total, source) => {
    const blocks = index.filter((block) => block.source === source);
    const first = blocks.reduce((least, { minMs }) => Math.min(least, minMs), Infinity);
    const last = blocks.reduce((most, { maxMs }) => Math.max(most, maxMs), -Infinity);
    const {
      lines,
      rowsRead,
      rowsUsed,
      rowsRejected,
      cellsRejected,
      slicesKernel,
      slicesReadCsv,
      slicesText,
    } = total;
    const { name, size } = sources[source].file;
    return [
      ...[source, name, size, lines, rowsRead, rowsUsed, rowsRejected, cellsRejected],
      ...[date(first), date(last), slicesKernel, slicesReadCsv, slicesText],
    ];
  });
}

function issueRows({ sources }: ImportRequest, totals: SourceTotals[]): Value[][] {
  return totals.flatMap(({ issues }, source) =>
    issues.map(({ column, reason, rejectsRow, count, firstLine, sample }) => {
      const header = sources[source].plan.columns[column]?.header ?? '';
      return [source, header, reason, rejectsRow, count, firstLine, sample];
    }),
  );
}

function metaRows(request: ImportRequest, history: HistorySummary): [MetaKey, string][] {
  return [
    ['schema_version', String(SCHEMA_VERSION)],
    ['fingerprint', request.fingerprint],
    ['name', request.name],
    ['label', ''],
    ['created_at', new Date().toISOString()],
    ['zone', request.sources[0].plan.zone],
    ['sampling_interval_seconds', String(history.samplingIntervalSeconds())],
  ];
}

/** Write everything of a plant file but the roll-ups. */
export function writeReport(
  writer: PlantWriter,
  request: ImportRequest,
  tags: DatasetTags,
  history: HistorySummary,
  totals: SourceTotals[],
  index: IndexBlock[],
): void {
  writer.insert('tags', tagRows(tags, history));
  writer.insert('import_report', reportRows(request, totals, index));
  writer.insert('import_issue', issueRows(request, totals));
  const blocks = index.map(({ source, start, end, minMs, maxMs }): Value[] => [
    source,
    start,
    end,
    new Date(minMs),
    new Date(maxMs),
  ]);
  writer.insert('source_index', blocks);
  const plans = totals.map((_, source) => [source, JSON.stringify(request.sources[source].plan)]);
  writer.insert('source_plan', plans);
  writer.insert('plant_meta', metaRows(request, history));
}
