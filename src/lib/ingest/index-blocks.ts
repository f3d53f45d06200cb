import type { IndexBlock } from './types';

const BLOCK_BYTES = 1 << 20;

/** Collects the sparse index of a source: a block ends with the row that fills it to a MB. */
export class IndexBuilder {
  readonly blocks: IndexBlock[] = [];
  #open: IndexBlock | null = null;

  constructor(readonly source: number) {}

  /** Add a row at bytes [start, end) of the source with its time. */
  add(start: number, end: number, ms: number): void {
    const block = (this.#open ??= { source: this.source, start, end, minMs: ms, maxMs: ms });
    block.end = end;
    if (ms < block.minMs) block.minMs = ms;
    if (ms > block.maxMs) block.maxMs = ms;
    if (end - block.start >= BLOCK_BYTES) this.close();
  }

  /** End the open block; called once after the last row. */
  close(): void {
    if (this.#open) this.blocks.push(this.#open);
    this.#open = null;
  }
}
