import type { IssueReport, SourceReport, TagInfo } from '$lib/store/plant-types';
import { booleansOf, numbersOf, textsOf, type Query } from './query';

/** Keys and values of plant_meta. */
export const metaQuery = (): Query<Map<string, string>> => ({
  sql: 'SELECT key, value FROM plant.plant_meta',
  params: [],
  decode(result) {
    const values = textsOf(result, 'value');
    return new Map(textsOf(result, 'key').map((key, at) => [key, values[at]]));
  },
});

/** Tags in the order of the export, without their group. */
export const tagsQuery = (): Query<Omit<TagInfo, 'group'>[]> => ({
  sql: `SELECT tag, header, coalesce(canonical, '') AS canonical, confidence, unit, kind, CAST(readings AS DOUBLE) AS readings, avg, min, max, epoch_ms(first_time) AS first_ms, epoch_ms(last_time) AS last_ms FROM plant.tags ORDER BY position`,
  params: [],
  decode(result) {
    const [header, canonical, unit, kind] = ['header', 'canonical', 'unit', 'kind'].map((c) =>
      textsOf(result, c),
    );
    const number = (name: string) => numbersOf(result, name);
    const [confidence, readings, avg] = [number('confidence'), number('readings'), number('avg')];
    const [min, max, firstMs, lastMs] = [number('min'), number('max'), number('first_ms'), number('last_ms')];
    return textsOf(result, 'tag').map((tag, at) => ({
      tag,
      header: header[at],
      canonical: canonical[at] === '' ? null : canonical[at],
      confidence: confidence[at],
      unit: unit[at],
      kind: kind[at] === 'boolean' ? 'boolean' : 'number',
      readings: readings[at],
      avg: avg[at],
      min: min[at],
      max: max[at],
      firstMs: firstMs[at],
      lastMs: lastMs[at],
    }));
  },
});

/** What was read of each export. */
export const sourcesQuery = (): Query<SourceReport[]> => ({
  sql: `SELECT source, name, bytes, lines, rows_read, rows_used, rows_rejected, cells_rejected, epoch_ms(first_time) AS first_ms, epoch_ms(last_time) AS last_ms, slices_kernel, slices_read_csv, slices_text FROM plant.import_report ORDER BY source`,
  params: [],
  decode(result) {
    const number = (name: string) => numbersOf(result, name);
    const counts = {
      source: number('source'),
      bytes: number('bytes'),
      lines: number('lines'),
      rowsRead: number('rows_read'),
      rowsUsed: number('rows_used'),
      rowsRejected: number('rows_rejected'),
      cellsRejected: number('cells_rejected'),
      firstMs: number('first_ms'),
      lastMs: number('last_ms'),
      slicesKernel: number('slices_kernel'),
      slicesReadCsv: number('slices_read_csv'),
      slicesText: number('slices_text'),
    };
    const pick = (at: number) =>
      Object.fromEntries(Object.entries(counts).map(([key, values]) => [key, values[at]])) as Record<
        keyof typeof counts,
        number
      >;
    return textsOf(result, 'name').map((name, at) => ({ name, ...pick(at) }));
  },
});

/** What of the exports could not be used, most frequent first. */
export const issuesQuery = (): Query<IssueReport[]> => ({
  sql: `SELECT source, coalesce(column_name, '') AS column_name, reason, rejects_row, CAST(count AS DOUBLE) AS count, first_line, coalesce(sample, '') AS sample FROM plant.import_issue ORDER BY count DESC, source, first_line`,
  params: [],
  decode(result) {
    const [source, count, firstLine] = ['source', 'count', 'first_line'].map((c) => numbersOf(result, c));
    const [reason, sample] = [textsOf(result, 'reason'), textsOf(result, 'sample')];
    const rejectsRow = booleansOf(result, 'rejects_row');
    return textsOf(result, 'column_name').map((column, at) => ({
      source: source[at],
      column,
      reason: reason[at],
      rejectsRow: rejectsRow[at],
      count: count[at],
      firstLine: firstLine[at],
      sample: sample[at],
    }));
  },
});

/** First and last minute that holds rows, and how many do; NaN and 0 for an empty plant. */
export const extentQuery = (): Query<{ firstMs: number; lastMinuteMs: number; minutes: number }> => ({
  sql: 'SELECT epoch_ms(min(bucket)) AS first_ms, epoch_ms(max(bucket)) AS last_ms, CAST(count(*) AS DOUBLE) AS minutes FROM plant.minute_rollup',
  params: [],
  decode: (result) => ({
    firstMs: numbersOf(result, 'first_ms')[0],
    lastMinuteMs: numbersOf(result, 'last_ms')[0],
    minutes: numbersOf(result, 'minutes')[0],
  }),
});
