import { proxy } from 'comlink';
import type { ExportApi, ExportMember } from '$lib/rpc/export';
import { eventRows, rollupRows, type ExportRows, type TypedRows } from '$lib/sql/export';
import type { OldPlatformTable } from '$lib/sql/old-platform';
import { resultCsv } from '$lib/series/result-csv';
import {
  aboutArchive,
  ARCHIVE,
  partsOf,
  spansOf,
  type CsvChoice,
  type ExportChoice,
  type NamedSpan,
} from './export-plan';
import type { Plant } from './plant-types';

const DAY_MS = 86_400_000;
/** Rows by columns that are made text in one go: about a tenth of a second. */
const CELLS_A_PART = 400_000;
const EVENTS: OldPlatformTable[] = ['anomalies', 'maintenance_events', 'model_predictions'];

/** What an export reads. */
export interface ExportSource {
  plant: Plant;
  /** Null where it is not in this browser. */
  plantFile: File | null;
  /** Null when nothing was analysed. */
  analysisFile: File | null;
  /** What the person added, as text. */
  workspace(): Promise<string>;
  /** Occurrences of alarms; null where they are not judged. */
  alarms(): Promise<TypedRows | null>;
}

export interface ExportProgress {
  doing: string;
  /** 0 to 1. */
  fraction: number;
}

/** What is handed to the person: one file, or several as one archive. */
export interface ExportedFile {
  /** Ending of its name with the dot, `.zip`, or `.hour_rollup.parquet`. */
  ending: string;
  content: Blob;
}

type Remote = {
  [K in keyof ExportApi]: (...args: Parameters<ExportApi[K]>) => Promise<Awaited<ReturnType<ExportApi[K]>>>;
};

/** Something to be done, and how long about, in rows or bytes of one kind. */
interface Step {
  doing: string;
  /** Null where there is nothing to take. */
  make(): Promise<ExportMember | null>;
}

/**
 * Make the files that were chosen.
 * @param remote the export worker
 * @throws AbortError (by name) when `signal` says so
 */
export async function exportPlant(
  choice: ExportChoice,
  source: ExportSource,
  remote: Remote,
  tell: (progress: ExportProgress) => void,
  signal: AbortSignal,
): Promise<ExportedFile> {
  const steps = stepsOf(choice, source, remote, signal);
  const members: ExportMember[] = [];
  for (const [at, { doing, make }] of steps.entries()) {
    signal.throwIfAborted();
    tell({ doing, fraction: at / (steps.length + 1) });
    const member = await make();
    if (member) members.push(member);
  }
  if (members.length === 0) throw new Error('there is nothing to take: the alarms are not judged yet');
  if (members.length === 1)
    return { ending: `.${members[0].name.replace('/', '.')}`, content: members[0].content };
  const about = aboutArchive(
    source.plant.info.name,
    members.map(({ name }) => name),
    Date.now(),
  );
  const all = [{ name: ARCHIVE.about, content: new Blob([about]) }, ...members];
  const total = all.reduce((sum, { content }) => sum + content.size, 0);
  const packing = (bytes: number) =>
    tell({ doing: 'Packing', fraction: (steps.length + bytes / Math.max(1, total)) / (steps.length + 1) });
  return { ending: '.zip', content: await remote.zip(all, proxy(packing)) };
}

function stepsOf(choice: ExportChoice, source: ExportSource, remote: Remote, signal: AbortSignal): Step[] {
  const { plant, plantFile, analysisFile } = source;
  const { info } = plant;
  const whole = { fromMs: info.firstMs, toMs: info.endMs };
  const tags = info.tags.map(({ tag }) => tag);
  const ask = ({ query }: ExportRows) => plant.ask(whole, () => query, signal);
  const parquet = (name: string, rows: ExportRows): Step => ({
    doing: `Writing ${name}`,
    make: async () => ({ name, content: await remote.parquet(await ask(rows), rows.types) }),
  });
  const alarms: Step = {
    doing: 'Writing alarms.parquet',
    async make() {
      const found = await source.alarms();
      return found && { name: 'alarms.parquet', content: await remote.parquet(found.rows, found.types) };
    },
  };
  const file = (name: string, content: Blob | null): Step[] =>
    content === null ? [] : [{ doing: `Taking ${name}`, make: async () => ({ name, content }) }];
  const hoursFrom = Math.floor(info.firstMs / 3_600_000) * 3_600_000;
  const rollups = (level: 'minute' | 'hour', spans: NamedSpan[]) =>
    spans.map((span) => parquet(`${level}_rollup/${span.name}.parquet`, rollupRows(level, tags, span)));
  const { csv } = choice;
  return [
    ...(choice.plant ? file(ARCHIVE.plant, plantFile) : []),
    ...(choice.analysis ? file(ARCHIVE.analysis, analysisFile) : []),
    ...(choice.hours ? rollups('hour', spansOf({ ...whole, fromMs: hoursFrom }, 'year')) : []),
    ...(choice.minutes ? rollups('minute', spansOf(whole, 'month')) : []),
    ...(choice.events ? EVENTS.map((table) => parquet(`${table}.parquet`, eventRows(table))) : []),
    ...(choice.alarms ? [alarms] : []),
    ...(csv ? [{ doing: 'Writing CSV', make: () => csvOf(csv, plant, signal) }] : []),
    ...(choice.workspace
      ? [
          {
            doing: 'Gathering what you added',
            make: async () => ({
              name: ARCHIVE.workspace,
              content: new Blob([await source.workspace()], { type: 'application/json' }),
            }),
          },
        ]
      : []),
  ];
}

/** Rows of a roll-up as CSV, made a part of the range at a time. */
async function csvOf(
  { level, tags, range }: CsvChoice,
  plant: Plant,
  signal: AbortSignal,
): Promise<ExportMember> {
  const rowsADay = level === 'minute' ? 1440 : 24;
  const days = Math.max(1, Math.floor(CELLS_A_PART / (rowsADay * (2 + 4 * tags.length))));
  const texts: string[] = [];
  for (const part of partsOf(range, days * DAY_MS)) {
    signal.throwIfAborted();
    const { rows, columns } = await plant.ask(range, () => rollupRows(level, tags, part).query, signal);
    const order = Uint32Array.from({ length: rows }, (_, at) => at);
    const [header, ...lines] = resultCsv(columns, order);
    texts.push(...(texts.length === 0 ? [header] : []), ...lines);
  }
  return { name: `${level}_rollup.csv`, content: new Blob(texts, { type: 'text/csv;charset=utf-8' }) };
}
