import {
  addMinutes,
  distinctMinutes,
  emptyMinutes,
  lowerBound,
  type Minutes,
  type StagedMinutes,
} from '$lib/ingest/merge-minutes';
import { OverlapTally } from './overlap-tally';

/** The partial minutes of one source, all with the same tags. */
export interface SourceParts {
  parts: readonly StagedMinutes[];
  /** Position among the dataset's tags of each tag of the source. */
  tagOf: readonly number[];
  /** Instants of its first and last row, ms since epoch, both inclusive. */
  minMs: number;
  maxMs: number;
  /** Of sources with equally many readings in a minute the one with the higher rank stands; all ranks differ. */
  rank: number;
}

/** A source's own minutes within a chunk, whole. */
interface Own {
  source: number;
  minutes: Minutes;
  /** Row of `minutes` that comes next. */
  next: number;
}

/** A source's cells in a minute. */
interface Cells {
  source: number;
  own: Minutes;
  row: number;
}

/** A source's row in a minute that several sources hold. */
interface Present extends Cells {
  /** Readings of this row that stand, and that do not. */
  held: number;
  lost: number;
}

/** Whether b's rows all come after a's: they complete each other even within a minute. */
const follows = (a: SourceParts, b: SourceParts) => a.maxMs < b.minMs;

function ownMinutes({ parts, tagOf }: SourceParts, from: number, to: number): Minutes {
  const pieces = parts.flatMap((part) => {
    const [first, end] = [lowerBound(part.minutes, from), lowerBound(part.minutes, to)];
    return first < end ? [part.read(first, end)] : [];
  });
  if (pieces.length === 1) return pieces[0];
  const identity = tagOf.map((_, tag) => tag);
  const keys = distinctMinutes(pieces);
  const own = { ...emptyMinutes(keys.length, tagOf.length), minutes: keys };
  for (const piece of pieces) addMinutes(own, piece, identity, tagOf.length);
  return own;
}

/** Merges the sources of a dataset where several may hold the same minute; the rule is `mergeSources`'. */
class SourceMerger {
  /** Per source and dataset tag: position of the tag in the source, -1 where it has none. */
  readonly #columnOf: Int32Array[];
  /** Sources whose tags are the dataset's first, in their order. */
  readonly #inOrder: boolean[];

  constructor(
    readonly sources: readonly SourceParts[],
    readonly tags: number,
    readonly tally: OverlapTally,
  ) {
    this.#columnOf = sources.map(({ tagOf }) => {
      const columns = new Int32Array(tags).fill(-1);
      tagOf.forEach((tag, column) => (columns[tag] = column));
      return columns;
    });
    this.#inOrder = sources.map(({ tagOf }) => tagOf.every((tag, column) => tag === column));
  }

  chunk(keys: Int32Array): Minutes {
    const chunk = { ...emptyMinutes(keys.length, this.tags), minutes: keys };
    const owns = this.sources.flatMap((source, index): Own[] => {
      const minutes = ownMinutes(source, keys[0], keys[keys.length - 1] + 1);
      return minutes.minutes.length === 0 ? [] : [{ source: index, minutes, next: 0 }];
    });
    keys.forEach((key, at) => {
      const present: Present[] = [];
      for (const own of owns) {
        if (own.minutes.minutes[own.next] !== key) continue;
        present.push({ source: own.source, own: own.minutes, row: own.next++, held: 0, lost: 0 });
      }
      if (present.length === 1) this.#copy(chunk, at, present[0]);
      else this.#minute(chunk, at, present);
    });
    return chunk;
  }

  /** The usual minute: one source has it. */
  #copy(chunk: Minutes, at: number, { source, own, row }: Present): void {
    const { length } = this.sources[source].tagOf;
    chunk.rows[at] = own.rows[row];
    if (this.#inOrder[source]) {
      const [from, to] = [row * length, at * this.tags];
      chunk.sum.set(own.sum.subarray(from, from + length), to);
      chunk.min.set(own.min.subarray(from, from + length), to);
      chunk.max.set(own.max.subarray(from, from + length), to);
      chunk.count.set(own.count.subarray(from, from + length), to);
      return;
    }
    for (const tag of this.sources[source].tagOf) this.#add(chunk, at, tag, { source, own, row });
  }

  #minute(chunk: Minutes, at: number, present: Present[]): void {
    for (let tag = 0; tag < this.tags; tag++) {
      const readers = this.#readersOf(present, tag);
      const standing = readers.length > 1 ? this.#standing(readers, tag) : readers;
      for (const one of readers) {
        if (standing.includes(one)) {
          one.held++;
          this.#add(chunk, at, tag, one);
        } else {
          one.lost++;
          this.tally.reading(one.source, tag, this.#count(one, tag), standing[0].source);
        }
      }
    }
    const used = present.filter((one) => {
      const rows = one.own.rows[one.row];
      const replaced = one.lost > 0 && one.held === 0;
      this.tally.rows(one.source, rows, replaced, chunk.minutes[at]);
      return !replaced;
    });
    chunk.rows[at] = this.#distinctRows(used);
  }

  #readersOf(present: Present[], tag: number): Present[] {
    const readers: Present[] = [];
    for (const one of present) if (this.#count(one, tag) > 0) readers.push(one);
    return readers;
  }

  #count({ source, own, row }: Present, tag: number): number {
    const column = this.#columnOf[source][tag];
    return column < 0 ? 0 : own.count[row * this.sources[source].tagOf.length + column];
  }

  #add(chunk: Minutes, at: number, tag: number, { source, own, row }: Cells): void {
    const from = row * this.sources[source].tagOf.length + this.#columnOf[source][tag];
    const to = at * this.tags + tag;
    const first = chunk.count[to] === 0;
    if (own.count[from] === 0) return;
    chunk.sum[to] += own.sum[from];
    if (first || own.min[from] < chunk.min[to]) chunk.min[to] = own.min[from];
    if (first || own.max[from] > chunk.max[to]) chunk.max[to] = own.max[from];
    chunk.count[to] += own.count[from];
  }

  /** Of several sources with readings of a tag in a minute, those whose readings stand. */
  #standing(readers: Present[], tag: number): Present[] {
    let best = [readers[0]];
    let [have, rank] = [this.#count(readers[0], tag), this.sources[readers[0].source].rank];
    for (let at = 1; at < readers.length; at++) {
      const next = readers[at];
      const source = this.sources[next.source];
      const count = this.#count(next, tag);
      if (follows(this.sources[best[best.length - 1].source], source)) {
        best.push(next);
        have += count;
        rank = Math.max(rank, source.rank);
      } else if (count > have || (count === have && source.rank > rank)) {
        [best, have, rank] = [[next], count, source.rank];
      }
    }
    return best;
  }

  /** Rows at distinct times: those of sources that follow each other are added, of the others the most counts. */
  #distinctRows(used: Present[]): number {
    let [total, open, last] = [0, 0, -1];
    for (const { source, own, row } of used) {
      const rows = own.rows[row];
      if (last >= 0 && follows(this.sources[last], this.sources[source])) {
        total += open;
        open = rows;
      } else open = Math.max(open, rows);
      if (last < 0 || this.sources[source].maxMs > this.sources[last].maxMs) last = source;
    }
    return total + open;
  }
}

/**
 * Merge several sources to one dataset, ascending in time, `chunkMinutes` at a time. The rule where a minute's readings
 * of one tag come from several sources: sources that follow each other in time complete each other and are added; of others
 * the one with the most readings in that minute stands, of equals the one with the higher rank. The readings of the
 * others are counted in `tally`. `rows` of a minute are rows at distinct times, so that files of different tags and the same
 * times count once.
 * @param sources in the order of their first instant
 * @param tally   filled while the chunks are taken
 */
export function* mergeSources(
  sources: readonly SourceParts[],
  tags: number,
  chunkMinutes: number,
  tally: OverlapTally,
): Generator<Minutes> {
  const merger = new SourceMerger(sources, tags, tally);
  const minutes = distinctMinutes(sources.flatMap(({ parts }) => parts));
  for (let at = 0; at < minutes.length; at += chunkMinutes) {
    yield merger.chunk(minutes.slice(at, at + chunkMinutes));
  }
}
