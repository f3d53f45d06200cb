import type { ImportPreview, ImportProgress } from '$lib/rpc/importer';

const PREVIEW_EVERY_MS = 500;

/** Counts what an import has done and tells its listener. */
export class ProgressReporter {
  #phaseStarted = performance.now();
  #lastPreview = -Infinity;
  #bytesRead = 0;
  #rowsRead = 0;
  #rowsRejected = 0;
  #cellsRejected = 0;
  #readSeconds = 0;

  constructor(
    readonly bytesTotal: number,
    readonly preview: () => ImportPreview,
    readonly listener: (progress: ImportProgress) => void,
    /** When the import was asked for, by `performance.now()`. */
    readonly startedMs: number,
  ) {}

  get elapsedSeconds(): number {
    return (performance.now() - this.startedMs) / 1000;
  }

  /** Seconds until the last slice was rolled up; 0 before. */
  get readSeconds(): number {
    return this.#readSeconds;
  }

  slice(done: { bytes: number; rowsRead: number; rowsRejected: number; cellsRejected: number }): void {
    this.#bytesRead += done.bytes;
    this.#rowsRead += done.rowsRead;
    this.#rowsRejected += done.rowsRejected;
    this.#cellsRejected += done.cellsRejected;
    const now = performance.now();
    const due = now - this.#lastPreview >= PREVIEW_EVERY_MS;
    if (due) this.#lastPreview = now;
    this.#tell('reading', this.#bytesRead / Math.max(this.bytesTotal, 1), due ? this.preview() : null);
  }

  /** All slices are rolled up; what follows is told by `phase`. */
  allRead(): void {
    this.#readSeconds = this.elapsedSeconds;
    this.#tell('reading', 1, this.preview());
    this.#phaseStarted = performance.now();
  }

  phase(phase: 'writing' | 'verifying', fraction: number): void {
    this.#tell(phase, fraction, null);
  }

  #tell(phase: ImportProgress['phase'], fraction: number, preview: ImportPreview | null): void {
    const reading = this.#readSeconds || this.elapsedSeconds;
    const inPhase = (performance.now() - this.#phaseStarted) / 1000;
    this.listener({
      phase,
      fraction,
      bytesRead: this.#bytesRead,
      bytesTotal: this.bytesTotal,
      rowsRead: this.#rowsRead,
      rowsRejected: this.#rowsRejected,
      cellsRejected: this.#cellsRejected,
      elapsedSeconds: this.elapsedSeconds,
      rowsPerSecond: this.#rowsRead / Math.max(reading, 1e-3),
      bytesPerSecond: this.#bytesRead / Math.max(reading, 1e-3),
      secondsLeft: fraction > 0.01 ? (inPhase * (1 - fraction)) / fraction : null,
      preview,
    });
  }
}
