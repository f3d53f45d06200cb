import type { DatasetTags } from '$lib/ingest/dataset-tags';
import type { HistorySummary } from '$lib/ingest/tag-summary';
import type { ImportRequest } from '$lib/rpc/importer';
import type { ReportedSource } from '$lib/sources/dataset-report';
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

function reportRows(sources: readonly ReportedSource[]): Value[][] {
  return sources.map((source, at) => [
    ...[at, source.name, source.bytes, source.lines],
    ...[source.rowsRead, source.rowsUsed, source.rowsRejected, source.cellsRejected],
    ...[date(source.firstMs), date(source.lastMs)],
    ...[source.slicesKernel, source.slicesReadCsv, source.slicesText],
  ]);
}

function issueRows(sources: readonly ReportedSource[]): Value[][] {
  return sources.flatMap(({ issues }, at) =>
    issues.map(({ column, reason, rejectsRow, count, firstLine, sample }) => {
      return [at, column, reason, rejectsRow, count, firstLine, sample];
    }),
  );
}

function indexRows(sources: readonly ReportedSource[]): Value[][] {
  return sources.flatMap(({ blocks }, at) =>
    blocks.map(({ start, end, minMs, maxMs }): Value[] => [at, start, end, new Date(minMs), new Date(maxMs)]),
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
  sources: readonly ReportedSource[],
): void {
  writer.insert('tags', tagRows(tags, history));
  writer.insert('import_report', reportRows(sources));
  writer.insert('import_issue', issueRows(sources));
  writer.insert('source_index', indexRows(sources));
  writer.insert(
    'source_plan',
    sources.map(({ plan }, at) => [at, plan]),
  );
  writer.insert('plant_meta', metaRows(request, history));
}
