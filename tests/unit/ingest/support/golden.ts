import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import type { PlanChoices } from '$lib/ingest/plan';
import type { SourcePlan } from '$lib/ingest/types';
import type { Imported } from './import-bytes';

/** What the import of a case gives, written so that a person can check it. */
export interface GoldenImport {
  rowsRead: number;
  rowsUsed: number;
  rowsRejected: number;
  cellsRejected: number;
  /** `<column or row>: <reason>`, how often, and the line of the first. */
  issues: [what: string, count: number, firstLine: number][];
  /** By minute in UTC, rows and then by tag count, least, greatest and mean reading. */
  minutes: Record<string, { rows: number } & Record<string, number | number[]>>;
}

/** `<name>.expected.json`: a part of the plan, and what is said and asked; or the error. */
export interface Golden {
  choices?: PlanChoices;
  /** Zone of the person's computer; none where left out. */
  likelyZone?: string;
  plan?: object;
  first?: string;
  last?: string;
  /** Severity, part of the message, part of the advice. */
  warnings?: [severity: string, message: string, advice?: string][];
  noWarnings?: string[];
  /** About, part of the question, part of the reason, labels (null for any), answer in force. */
  questions?: [about: string, question: string, because: string, options: string[] | null, chosen: number][];
  error?: { message: string };
  import?: GoldenImport;
  /** Why native DuckDB cannot be asked about this case. */
  notNative?: string;
}

export const FIXTURES = 'tests/fixtures/plans';

export const goldenCases = readdirSync(FIXTURES)
  .filter((name) => name.endsWith('.csv'))
  .map((name) => name.slice(0, -4));

const expectedPath = (name: string) => `${FIXTURES}/${name}.expected.json`;

export function goldenCase(name: string): { bytes: Uint8Array; expected: Golden } {
  const bytes = new Uint8Array(readFileSync(`${FIXTURES}/${name}.csv`));
  const expected = existsSync(expectedPath(name)) ? JSON.parse(readFileSync(expectedPath(name), 'utf8')) : {};
  return { bytes, expected };
}

export const inputOf = (bytes: Uint8Array, fileName: string, likelyZone?: string) => ({
  fileName,
  sizeBytes: bytes.length,
  head: bytes.subarray(0, 512 * 1024),
  tail: bytes.subarray(Math.max(0, bytes.length - 256 * 1024)),
  ...(likelyZone && { likelyZone }),
});

const rounded = (value: number) => Number(value.toPrecision(12));

/** The import in the form of the golden file. */
export function goldenImport({ totals, minutes, tags }: Imported, plan: SourcePlan): GoldenImport {
  const { rowsRead, rowsUsed, rowsRejected, cellsRejected } = totals;
  const issues = totals.issues.map(({ column, reason, count, firstLine }): GoldenImport['issues'][number] => [
    `${plan.columns[column]?.header ?? 'row'}: ${reason}`,
    count,
    firstLine,
  ]);
  const byMinute = Array.from(minutes.minutes, (minute, at) => {
    const cells = tags.flatMap((tag, index) => {
      const cell = at * tags.length + index;
      const count = minutes.count[cell];
      const values = [count, minutes.min[cell], minutes.max[cell], rounded(minutes.sum[cell] / count)];
      return count > 0 ? [[tag, values] as const] : [];
    });
    const key = new Date(minute * 60_000).toISOString().replace(':00.000Z', 'Z');
    return [key, { rows: minutes.rows[at], ...Object.fromEntries(cells) }] as const;
  });
  return {
    rowsRead,
    rowsUsed,
    rowsRejected,
    cellsRejected,
    issues: issues.sort(),
    minutes: Object.fromEntries(byMinute),
  };
}

/** JSON with each minute on one line. */
export function writeGolden(name: string, expected: Golden): void {
  const flat: string[] = [];
  const hold = (value: unknown) => `@@${flat.push(JSON.stringify(value)) - 1}@@`;
  const { import: found } = expected;
  const held = found && {
    ...found,
    issues: found.issues.map(hold),
    minutes: Object.fromEntries(
      Object.entries(found.minutes).map(([minute, cells]) => [minute, hold(cells)]),
    ),
  };
  const text = JSON.stringify({ ...expected, ...(held && { import: held }) }, null, 2);
  writeFileSync(expectedPath(name), `${text.replace(/"@@(\d+)@@"/g, (_, at) => flat[Number(at)])}\n`);
}
