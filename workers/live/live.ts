import type { LiveApi, LiveLine, LiveReport } from '$lib/rpc/live';
import { cellTexts } from '$lib/series/csv-cell';
import { readMessage } from '$lib/sources/live-message';
import { LiveRows } from '$lib/sources/live-rows';
import type { Broker } from './broker';

const TELL_EVERY_MS = 1000;
/** Readings that are shown of the many a plant may have. */
const SHOWN = 200;

/** An export that grows. */
export interface LiveFile {
  size(): Promise<number>;
  /** @returns size after it, bytes */
  append(text: string): Promise<number>;
  /** Its first and last line; null when it is empty. */
  ends(): Promise<{ head: string; tail: string } | null>;
}

/** Columns and last second of a table that was begun before. */
function resumed(text: { head: string; tail: string } | null): LiveRows {
  if (!text) return new LiveRows();
  const [, ...tags] = cellTexts(text.head);
  const [last] = cellTexts(text.tail);
  const lastMs = Date.parse(last);
  return new LiveRows(tags, Number.isNaN(lastMs) ? undefined : lastMs);
}

/**
 * Hears one broker at a time.
 * @param openFile an export in the live folder
 * @param hear     starts to hear a broker
 */
export function createLive(openFile: (name: string) => Promise<LiveFile>, hear: Broker): LiveApi {
  let running: { file: LiveFile; rows: LiveRows; report: LiveReport } | null = null;

  return {
    async start(name, source, login, tell) {
      const file = await openFile(name);
      const rows = resumed(await file.ends());
      const report: LiveReport = {
        ...{ line: { kind: 'connecting' } as LiveLine, messages: 0, unread: 0, rows: 0, lastMs: null },
        ...{ leftOut: rows.leftOut, latest: [], tags: 0 },
      };
      running = { file, rows, report };
      const say = () =>
        tell({
          ...report,
          latest: [...rows.tags].slice(0, SHOWN),
          tags: rows.tags.size,
          leftOut: { ...rows.leftOut },
        });
      hear(source, login, {
        line(line) {
          report.line = line;
          say();
        },
        message(topic, payload) {
          report.messages++;
          const found = readMessage(topic, payload, source.wide);
          if (!found) return void report.unread++;
          report.lastMs = Date.now();
          rows.take(found, report.lastMs);
        },
      });
      setInterval(say, TELL_EVERY_MS);
    },

    async write() {
      if (!running) throw new Error('nothing is heard');
      const { file, rows, report } = running;
      const lines = rows.lines(Date.now());
      if (lines === '') return file.size();
      report.rows += lines.split('\n').length - 1 - Number(lines.startsWith('timestamp,'));
      return file.append(lines);
    },
  };
}
