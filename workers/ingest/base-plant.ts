import { DuckDBDataProtocol, type DuckDBBindings, type DuckDBConnection } from 'duckdb-browser-blocking';
import { emptyMinutes, type Minutes, type StagedMinutes } from '$lib/ingest/merge-minutes';
import type { IndexBlock } from '$lib/ingest/types';
import {
  BASE,
  baseIndexQuery,
  baseIssuesQuery,
  baseMinutesQuery,
  basePlansQuery,
  baseReportQuery,
  baseRollupQuery,
  baseTagsQuery,
  type BaseIssue,
  type BaseReport,
  type BaseRollup,
  type BaseTag,
} from '$lib/sql/base-plant';
import { quoteText } from '$lib/sql/identifiers';
import type { Query } from '$lib/sql/query';
import { decodeColumns } from '../database/decode';

/** Rows of the roll-up fetched at a time: 95 tags are then 6 MB. */
const PIECE_ROWS = 2048;

/** Attaches the sealed plant read-only as the catalog `base`, beside what the engine has open. */
export type AttachBase = (engine: DuckDBBindings, connection: DuckDBConnection) => void;

const FILE = 'base.duckdb';

/** Attach a sealed plant by ranges of its file. */
export const attachBase =
  (file: File): AttachBase =>
  (engine, connection) => {
    engine.registerFileHandle(FILE, file, DuckDBDataProtocol.BROWSER_FILEREADER, true);
    connection.query(`ATTACH ${quoteText(FILE)} AS ${BASE} (READ_ONLY)`);
  };

/** All of a plant but its roll-ups. */
export interface BaseFacts {
  tags: BaseTag[];
  reports: BaseReport[];
  issues: BaseIssue[];
  index: IndexBlock[];
  /** JSON of each source's plan. */
  plans: string[];
}

/** The sealed plant that a new version continues: its minutes are a part like any other. */
export class BasePlant {
  readonly facts: BaseFacts;
  readonly #connection: DuckDBConnection;

  constructor(
    readonly engine: DuckDBBindings,
    attach: AttachBase,
  ) {
    this.#connection = engine.connect();
    attach(engine, this.#connection);
    this.facts = {
      tags: this.#ask(baseTagsQuery()),
      reports: this.#ask(baseReportQuery()),
      issues: this.#ask(baseIssuesQuery()),
      index: this.#ask(baseIndexQuery()),
      plans: this.#ask(basePlansQuery()),
    };
  }

  /**
   * Its minutes; sums are means times counts, and so may differ from the first import's in the last bit.
   * @param tagOf position among the dataset's tags of each of its tags
   */
  staged(tagOf: readonly number[]): StagedMinutes {
    const minutes = this.#ask(baseMinutesQuery());
    return {
      minutes,
      tagOf,
      read: (from, to) => {
        const whole = emptyMinutes(to - from, tagOf.length);
        whole.minutes.set(minutes.subarray(from, to));
        for (let at = from; at < to; at += PIECE_ROWS) {
          const end = Math.min(at + PIECE_ROWS, to);
          const names = this.facts.tags.map(({ tag }) => tag);
          fill(whole, at - from, this.#ask(baseRollupQuery(names, minutes[at], minutes[end - 1])));
        }
        return whole;
      },
    };
  }

  #ask<T>({ sql, decode }: Query<T>): T {
    return decode(decodeColumns([this.#connection.useUnsafe((bindings, id) => bindings.runQuery(id, sql))]));
  }

  close(): void {
    this.#connection.close();
  }
}

/** Put fetched rows into minutes, from row `start` on. */
function fill(whole: Minutes, start: number, [n, ...columns]: BaseRollup): void {
  const tags = columns.length / 4;
  n.forEach((rows, at) => (whole.rows[start + at] = rows));
  for (let tag = 0; tag < tags; tag++) {
    const [avg, min, max, count] = columns.slice(tag * 4, tag * 4 + 4);
    for (let at = 0; at < n.length; at++) {
      if (!(count[at] > 0)) continue;
      const cell = (start + at) * tags + tag;
      whole.count[cell] = count[at];
      whole.sum[cell] = avg[at] * count[at];
      whole.min[cell] = min[at];
      whole.max[cell] = max[at];
    }
  }
}
