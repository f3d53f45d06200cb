/** DuckDB-WASM caches a file in pages of so many bytes. */
const PAGE = 16_384;
/** It reads a block by 16, 64 and 256 KB, one after the other: the host is asked once for all three. */
const LEAST_BYTES = 21 * PAGE;
/** What is kept; DuckDB keeps its own blocks. */
const MOST_KEPT_BYTES = 32 * 2 ** 20;

interface Extent {
  /** First page. */
  page: number;
  bytes: Uint8Array;
}

/** Ask a host for bytes `first` to `last`; fewer at the end of the file. @throws Error when it does not give them */
export type AskRange = (first: number, last: number) => Uint8Array;

/** A file on a host, read by few and large ranges. */
export class HostedFile {
  #ask: AskRange;
  readonly #pages = new Map<number, Extent>();
  readonly #extents: Extent[] = [];
  #keptBytes = 0;

  constructor(ask: AskRange) {
    this.#ask = ask;
  }

  /** From here on another one is asked for the same file. */
  askInstead(ask: AskRange): void {
    this.#ask = ask;
  }

  /** Fill `into` with the bytes from `at` on. @returns how many there were, fewer at the end of the file only */
  read(into: Uint8Array, at: number): number {
    let done = 0;
    while (done < into.length) {
      const from = at + done;
      const { page, bytes } = this.#extentAt(from, at + into.length);
      const skipped = from - page * PAGE;
      const part = bytes.subarray(skipped, skipped + into.length - done);
      if (part.length === 0) break;
      into.set(part, done);
      done += part.length;
    }
    return done;
  }

  /** What is kept from `from` on, else what the host gives, at least up to `end`. */
  #extentAt(from: number, end: number): Extent {
    const page = Math.floor(from / PAGE);
    const known = this.#pages.get(page);
    if (known) return known;
    const first = page * PAGE;
    const length = Math.max(LEAST_BYTES, Math.ceil((end - first) / PAGE) * PAGE);
    const extent = { page, bytes: this.#ask(first, first + length - 1) };
    this.#keep(extent);
    return extent;
  }

  #keep(extent: Extent): void {
    this.#extents.push(extent);
    this.#keptBytes += extent.bytes.length;
    for (const page of pagesOf(extent)) this.#pages.set(page, extent);
    while (this.#keptBytes > MOST_KEPT_BYTES && this.#extents.length > 1)
      this.#forget(this.#extents.shift()!);
  }

  #forget(extent: Extent): void {
    this.#keptBytes -= extent.bytes.length;
    for (const page of pagesOf(extent)) if (this.#pages.get(page) === extent) this.#pages.delete(page);
  }
}

/** Whole pages, and the last one of the file. */
const pagesOf = ({ page, bytes }: Extent): number[] =>
  Array.from({ length: Math.ceil(bytes.length / PAGE) }, (_, i) => page + i);
