import { transfer } from 'comlink';
import { neededColumns, columnKey, MINUTE_READINGS, type AlarmDefinition } from '$lib/alarms/definition';
import type { ConditionEvent } from '$lib/alarms/evaluate';
import { MINUTE_MS, type AlarmMinutes } from '$lib/alarms/minutes';
import { scoreColumns, type AlarmScores } from '$lib/alarms/scores';
import type { TimeRange } from '$lib/ingest/types';
import { connectAlarms, type AlarmsApi } from '$lib/rpc/alarms';
import { minuteColumnsQuery, type WantedColumn } from '$lib/sql/quality';
import type { AlarmProgress, KeptEvaluation } from './alarm-types';
import type { Plant } from './plant-types';

/** Raised when the same definitions would be judged otherwise, so that what was found before is judged again. */
const VERSION = 1;
/** Cells read at once: 32 MB of them, so that charts are answered between two reads and memory stays flat. */
const CELLS = 4_000_000;
const LONGEST_MINUTES = 14 * 1440;

/** What is judged. */
export interface AlarmSetup {
  /** Over the plant's own tags, as `resolveAlarms` gives them. */
  definitions: AlarmDefinition[];
  /** Null when no search for anomalies is kept. */
  scores: AlarmScores | null;
}

/** How the alarms worker is reached; tests give the implementation without a worker. */
export type ConnectAlarms = () => {
  remote: {
    [K in keyof AlarmsApi]: (...args: Parameters<AlarmsApi[K]>) => Promise<ReturnType<AlarmsApi[K]>>;
  };
  dispose(): void;
};

/** All that an evaluation depends on, as text. */
export const evaluationKey = ({ info }: Pick<Plant, 'info'>, { definitions, scores }: AlarmSetup): string =>
  JSON.stringify([VERSION, info.firstMs, info.endMs, info.rows, scores?.judgedMs ?? null, definitions]);

/** Columns of the minute roll-up that definitions are judged by, each once. */
export function wantedColumns(definitions: readonly AlarmDefinition[]): (WantedColumn & { key: string })[] {
  const keys = new Set(definitions.flatMap(neededColumns));
  return [...keys].flatMap((key) => {
    const measure = MINUTE_READINGS.find((one) => key.endsWith(columnKey('', one)));
    const tag = measure === undefined ? '' : key.slice(0, -columnKey('', measure).length);
    return measure === undefined || key.startsWith('score:') ? [] : [{ key, tag, measure }];
  });
}

/** Ranges of whole minutes that are read one after the other. */
export function readParts({ fromMs, toMs }: TimeRange, columns: number): TimeRange[] {
  const minutes = Math.min(LONGEST_MINUTES, Math.max(1440, Math.floor(CELLS / Math.max(1, columns))));
  const parts: TimeRange[] = [];
  for (let at = fromMs; at < toMs; at += minutes * MINUTE_MS)
    parts.push({ fromMs: at, toMs: Math.min(toMs, at + minutes * MINUTE_MS) });
  return parts;
}

const isRising = (values: Float64Array): boolean =>
  values.every((value, at) => at === 0 || value > values[at - 1]);

/** Rows in the order of time: a foreign file may hold them in another. */
function inOrder(
  times: Float64Array,
  columns: Float64Array[],
): { times: Float64Array; columns: Float64Array[] } {
  if (isRising(times)) return { times, columns };
  const order = Uint32Array.from(times.keys()).sort((a, b) => times[a] - times[b]);
  const sorted = (values: Float64Array) => Float64Array.from(order, (at) => values[at]);
  return { times: sorted(times), columns: columns.map(sorted) };
}

async function readMinutes(
  plant: Pick<Plant, 'ask'>,
  part: TimeRange,
  { definitions, scores }: AlarmSetup,
  signal?: AbortSignal,
): Promise<AlarmMinutes> {
  const wanted = wantedColumns(definitions);
  const found = await plant.ask(part, (known) => minuteColumnsQuery(wanted, known.range), signal);
  const { times, columns } = inOrder(
    found.minutes.map((minute) => minute * MINUTE_MS),
    found.columns,
  );
  const named = wanted.map(({ key }, at) => [key, columns[at]] as const);
  const scored = scores === null ? [] : scoreColumns(scores, times);
  return { startsMs: times, columns: new Map<string, Float32Array | Float64Array>([...named, ...scored]) };
}

const buffersOf = ({ startsMs, columns }: AlarmMinutes): ArrayBufferLike[] => [
  ...new Set([startsMs.buffer, ...[...columns.values()].map(({ buffer }) => buffer)]),
];

/** What rejects once a signal is aborted: the worker is then ended, which no call of it survives. */
function aborted(signal: AbortSignal | undefined): Promise<never> {
  const rejection = new Promise<never>((_, reject) => {
    if (signal?.aborted) reject(signal.reason as Error);
    signal?.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
  });
  // Nobody waits for it when all goes well.
  rejection.catch(() => undefined);
  return rejection;
}

/** Minutes of the plant that hold rows, as whole minutes. */
const historyOf = ({ info: { firstMs, endMs } }: Pick<Plant, 'info'>): TimeRange => ({
  fromMs: Math.floor(firstMs / MINUTE_MS) * MINUTE_MS,
  toMs: endMs,
});

/**
 * Judge all history of a plant: minutes are read here, a part at a time, and judged in a worker meanwhile, which ends
 * with the evaluation.
 * @throws AbortError when cancelled; WorkerError; what a query throws
 */
export async function evaluateAlarms(
  plant: Plant,
  setup: AlarmSetup,
  { signal, onprogress }: { signal?: AbortSignal; onprogress?: (progress: AlarmProgress) => void } = {},
  connect: ConnectAlarms = connectAlarms,
): Promise<KeptEvaluation> {
  const began = performance.now();
  const parts = readParts(historyOf(plant), wantedColumns(setup.definitions).length);
  const events: ConditionEvent[] = [];
  let minutes = 0;
  const { remote, dispose } = connect();
  try {
    const stop = aborted(signal);
    await Promise.race([remote.begin(setup.definitions), stop]);
    let judging: Promise<ConditionEvent[]> = Promise.resolve([]);
    for (const [at, part] of parts.entries()) {
      const found = await readMinutes(plant, part, setup, signal);
      minutes += found.startsMs.length;
      events.push(...(await Promise.race([judging, stop])));
      judging = remote.advance(transfer(found, buffersOf(found) as ArrayBuffer[]));
      // Looked at in the next round; a failure meanwhile is not lost.
      judging.catch(() => undefined);
      onprogress?.({ fraction: (at + 1) / parts.length, doing: 'judging minutes' });
    }
    events.push(...(await Promise.race([judging, stop])));
  } finally {
    dispose();
  }
  const tookMs = performance.now() - began;
  return { key: evaluationKey(plant, setup), events, minutes, alarms: setup.definitions.length, tookMs };
}
