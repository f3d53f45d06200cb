import type { Column, Columns } from '$lib/rpc/database';
import { IndexBuilder } from '$lib/ingest/index-blocks';
import { IssueCounter } from '$lib/ingest/issues';
import { MinuteCells } from '$lib/ingest/minute-cells';
import { emptyColumns } from '$lib/ingest/reading';
import { timeColumns } from '$lib/ingest/time-column';
import { tagColumns, type ColumnPlan, type Slice, type SlicePartial } from '$lib/ingest/types';
import type { SourcePlan, TimeRange } from '$lib/ingest/types';
import { cellText } from './cell-text';
import { rolledUpColumns, rowReader, rowTags } from './row-readers';
import { rowTimes, type ColumnOf } from './row-times';

/** Rolls decoded columns up to partial minutes, as `rollUpText` does lines of text. Lines are rows of the file. */
export class ColumnRollup {
  readonly #minutes: MinuteCells;
  readonly #issues = new IssueCounter();
  readonly #index: IndexBuilder;
  readonly #tags: ColumnPlan[];
  readonly #needed: number[];
  readonly #rowBytes: number;
  #rows = 0;
  #rowsRead = 0;
  #rowsUsed = 0;
  #cellsRejected = 0;

  /**
   * @param slice `start` is where its first row lies
   * @param range rows to keep, from inclusive, to exclusive; null for all
   */
  constructor(
    readonly slice: Slice,
    readonly plan: SourcePlan,
    readonly range: TimeRange | null,
  ) {
    if (!plan.parquet) throw new RangeError(`"${plan.fileName}" is not planned as Parquet`);
    this.#tags = tagColumns(plan);
    this.#minutes = new MinuteCells(this.#tags.length);
    this.#index = new IndexBuilder(slice.source);
    this.#needed = rolledUpColumns(plan);
    this.#rowBytes = plan.parquet.rowBytes;
  }

  /** Rows added so far. */
  get rows(): number {
    return this.#rows;
  }

  /** Add the rows that follow, as decoded: the needed columns in the order of the file. */
  add({ rows, columns }: Columns): void {
    const byIndex = new Map(this.#needed.map((index, at) => [index, columns[at]]));
    const columnOf: ColumnOf = (index) => {
      const column = byIndex.get(index);
      if (!column) throw new RangeError(`column ${index} of "${this.plan.fileName}" was not read`);
      return column;
    };
    const tagOf = rowTags(this.plan, columnOf);
    const minuteOf = this.#placeRows(rows, columnOf, tagOf);
    this.#tags.forEach((tag, at) => this.#addTag(tag, at, minuteOf, columnOf, tagOf));
    for (const column of emptyColumns(this.plan)) this.#countFilled(columnOf(column), minuteOf);
    this.#rows += rows;
  }

  /** Row of the minutes for each row of a batch, -1 where it is not used. */
  #placeRows(rows: number, columnOf: ColumnOf, tagOf: ReturnType<typeof rowTags>): Int32Array {
    const firstRow = (this.slice.firstRow ?? 0) + this.#rows;
    const times = rowTimes(this.plan, columnOf, rows, firstRow);
    const minuteOf = new Int32Array(rows).fill(-1);
    const { range } = this;
    const { layout } = this.plan;
    const nameOf = cellText(columnOf(layout?.nameColumn ?? this.#needed[0]), 'wall');
    times.forEach((ms, row) => {
      if (range && (ms < range.fromMs || ms >= range.toMs)) return;
      this.#rowsRead++;
      if (Number.isNaN(ms)) return this.#unreadable(row, columnOf);
      const tag = tagOf?.(row);
      if (typeof tag === 'string')
        return this.#issues.add(-1, tag, this.#rows + row, true, () => nameOf(row));
      this.#rowsUsed++;
      const start = this.slice.start + (this.#rows + row) * this.#rowBytes;
      this.#index.add(start, start + this.#rowBytes, ms);
      minuteOf[row] = this.#minutes.row(ms);
    });
    return minuteOf;
  }

  #unreadable(row: number, columnOf: ColumnOf): void {
    const text = () =>
      timeColumns(this.plan.time)
        .map((column) => cellText(columnOf(column), 'wall')(row))
        .join(' ');
    this.#issues.add(-1, 'time not readable', this.#rows + row, true, text);
  }

  #addTag(
    tag: ColumnPlan,
    at: number,
    minuteOf: Int32Array,
    columnOf: ColumnOf,
    tagOf: ReturnType<typeof rowTags>,
  ): void {
    const read = rowReader(tag, columnOf, this.plan);
    const text = cellText(columnOf(this.plan.layout?.valueColumn ?? tag.index), 'wall');
    for (let row = 0; row < minuteOf.length; row++) {
      if (minuteOf[row] < 0 || (tagOf && tagOf(row) !== at)) continue;
      const reading = read(row);
      if (typeof reading === 'number') this.#minutes.add(minuteOf[row], at, reading);
      else if (reading !== null) {
        this.#cellsRejected++;
        this.#issues.add(tag.index, reading, this.#rows + row, false, () => text(row));
      }
    }
  }

  /** A column that looked empty is no tag: what it does hold is counted. */
  #countFilled(column: Column, minuteOf: Int32Array): void {
    const text = cellText(column, 'wall');
    for (let row = 0; row < minuteOf.length; row++) {
      if (minuteOf[row] < 0 || text(row) === '') continue;
      this.#issues.add(-1, 'column looked empty', this.#rows + row, false, () => text(row));
    }
  }

  /** The partial minutes of the rows added. */
  finish(): SlicePartial {
    this.#index.close();
    const end = this.slice.start + this.#rows * this.#rowBytes;
    return {
      slice: { ...this.slice, end: Math.min(end, Math.max(this.slice.end, this.slice.start)) },
      ...this.#minutes.finish(),
      lines: this.#rows,
      rowsRead: this.#rowsRead,
      rowsUsed: this.#rowsUsed,
      rowsRejected: this.#rowsRead - this.#rowsUsed,
      cellsRejected: this.#cellsRejected,
      issues: this.#issues.list(),
      index: this.#index.blocks,
      path: 'columns',
    };
  }
}
