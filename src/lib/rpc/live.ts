/** The live worker's contract: it hears a broker and writes what comes as an export. Only this worker may speak to brokers. */

import type { Remote } from 'comlink';
import type { LiveLeftOut } from '$lib/sources/live-rows';
import { connectWorker, type Connection } from './connect';

/** A broker and what to hear of it. */
export interface LiveSource {
  /** `wss://broker.example.org:8884/mqtt` */
  url: string;
  /** With MQTT's wildcards: `plant/#`. */
  topics: string[];
  /** Whether a message holds a row of the whole plant, its keys being the sensors. */
  wide: boolean;
}

export interface LiveLogin {
  username: string;
  password: string;
}

/** How the connection is. */
export type LiveLine =
  | { kind: 'connecting' }
  | { kind: 'connected' }
  /** It is tried again every few seconds. */
  | { kind: 'lost'; message: string }
  /** It is not tried again. */
  | { kind: 'refused'; message: string };

export interface LiveReport {
  line: LiveLine;
  messages: number;
  /** Messages in which no reading was found. */
  unread: number;
  /** Rows that were written. */
  rows: number;
  lastMs: number | null;
  leftOut: LiveLeftOut;
  /** Sensors with their last readings, the first so many. */
  latest: [tag: string, text: string][];
  tags: number;
}

export interface LiveApi {
  /**
   * Hear a broker and collect what comes for a file of the live folder; goes on with it when it is there.
   * @param tell Comlink proxy, told once a second
   */
  start(
    file: string,
    source: LiveSource,
    login: LiveLogin | null,
    tell: (report: LiveReport) => void,
  ): Promise<void>;
  /** Write the rows that are whole; the file does not change until the next call. @returns its size, bytes */
  write(): Promise<number>;
}

/** Start a live worker. */
export function connectLive(): Connection<Remote<LiveApi>> {
  return connectWorker<LiveApi>(
    new Worker(new URL('../../../workers/live/live.worker.ts', import.meta.url), {
      type: 'module',
      name: 'live',
    }),
  );
}
