import { readSource, SourceReadError } from './read-source';

/** Buffers used again and again: fresh ones cost more than reading, for the system clears their pages first. */
export class BufferPool {
  readonly #free: ArrayBuffer[] = [];

  /** @returns a buffer of at least `bytes` */
  take(bytes: number): ArrayBuffer {
    const last = this.#free.pop();
    return last && last.byteLength >= bytes ? last : new ArrayBuffer(bytes);
  }

  give(buffer: ArrayBuffer): void {
    if (buffer.byteLength > 0) this.#free.push(buffer);
  }
}

/** A byte stream read into given buffers; null where the browser has none for files (Safari). */
function byteStream(file: Blob): ReadableStreamBYOBReader | null {
  try {
    return file.stream().getReader({ mode: 'byob' });
  } catch (error) {
    if (error instanceof TypeError) return null;
    throw error;
  }
}

/** As many as Chromium hands over at a time. */
const ARRIVED_BYTES = 256 << 10;

/** Readers at work. Chromium 156 collects a file's stream that only its own pending read refers to; the read never ends then. */
const open = new Set<ForwardReader>();

/**
 * Reads a file once, from its beginning to its end, as one byte stream into buffers of a pool: in Chromium a third of the
 * processor time of a `slice().arrayBuffer()` a piece (docs/performance.md). What was read and not yet taken stays at
 * hand; earlier bytes are read anew, by themselves.
 */
export class ForwardReader {
  readonly #stream: ReadableStreamBYOBReader | null;
  /** What one read fills. Small: each read takes it away and gives it back, which the collector counts as memory. */
  #arrived = new ArrayBuffer(ARRIVED_BYTES);
  #buffer: ArrayBuffer;
  /** The buffer holds bytes [#start, #end) of the file. */
  #start: number;
  #end: number;
  /** Why reading stopped; what was held is lost then. */
  #failure: SourceReadError | null = null;

  /**
   * @param startByte first byte that will be taken
   * @param endByte   after the last one
   * @param pieceBytes about how many are taken at a time
   */
  constructor(
    readonly file: File,
    startByte: number,
    readonly endByte: number,
    readonly pieceBytes: number,
    readonly pool: BufferPool,
  ) {
    this.#start = startByte;
    this.#end = startByte;
    this.#buffer = pool.take(pieceBytes);
    this.#stream = byteStream(file.slice(startByte, endByte));
    open.add(this);
  }

  /**
   * A copy of bytes [start, end); shorter only at `endByte`.
   * @throws SourceReadError when the browser no longer reads the file
   */
  async read(start: number, end: number): Promise<Uint8Array> {
    const until = Math.min(end, this.endByte);
    if (start < this.#start) return readSource(this.file, start, until);
    await this.#fill(until);
    return new Uint8Array(this.#buffer, start - this.#start, until - start).slice();
  }

  /**
   * Bytes [start, end), in a buffer of the pool that is the caller's to give back. `start` is where the last ones ended.
   * @throws SourceReadError when the browser no longer reads the file
   */
  async take(start: number, end: number): Promise<Uint8Array<ArrayBuffer>> {
    if (start !== this.#start)
      throw new RangeError(`bytes from ${start} on were asked for, not ${this.#start}`);
    await this.#fill(end);
    const taken = new Uint8Array(this.#buffer, 0, end - start);
    const rest = new Uint8Array(this.#buffer, end - start, this.#end - end);
    this.#buffer = this.pool.take(Math.max(this.pieceBytes, rest.length));
    new Uint8Array(this.#buffer).set(rest);
    this.#start = end;
    return taken;
  }

  /** Stop reading. A reader that is not closed is never let go of. */
  async close(): Promise<void> {
    open.delete(this);
    // A stream that failed rejects this with the error that its reading already threw.
    await this.#stream?.cancel().catch((error: unknown) => {
      if (!this.#failure) throw error;
    });
  }

  async #fill(until: number): Promise<void> {
    if (this.#failure) throw this.#failure;
    const needed = until - this.#start;
    if (needed > this.#buffer.byteLength) {
      const held = new Uint8Array(this.#buffer, 0, this.#end - this.#start);
      this.#buffer = new ArrayBuffer(Math.max(needed, Math.ceil(this.pieceBytes * 1.25)));
      new Uint8Array(this.#buffer).set(held);
    }
    while (this.#end < until) this.#end += await this.#readNext(until);
  }

  /** Read up to `until`. @returns how many bytes came, > 0 */
  async #readNext(until: number): Promise<number> {
    const at = this.#end - this.#start;
    if (!this.#stream) {
      const bytes = await readSource(this.file, this.#end, until);
      new Uint8Array(this.#buffer).set(bytes, at);
      return bytes.length;
    }
    const view = new Uint8Array(this.#arrived, 0, Math.min(this.#arrived.byteLength, until - this.#end));
    const { value } = await this.#stream.read(view).catch((cause) => this.#fail(cause));
    if (!value || value.length === 0) return this.#fail(new Error('the stream ended'));
    this.#arrived = value.buffer as ArrayBuffer;
    new Uint8Array(this.#buffer).set(value, at);
    return value.length;
  }

  #fail(cause: unknown): never {
    throw (this.#failure = new SourceReadError(this.file.name, this.#end, cause));
  }
}
