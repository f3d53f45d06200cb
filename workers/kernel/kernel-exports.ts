/** Settings of the kernel that the loader writes before each slice; documented in assembly/setup.ts. */
export type KernelSetting =
  | 'input'
  | 'inputEnd'
  | 'origin'
  | 'cutRow'
  | 'delimiter'
  | 'quote'
  | 'decimalPoint'
  | 'decimalComma'
  | 'plainPoint'
  | 'plainComma'
  | 'plainBytes'
  | 'thousands'
  | 'width'
  | 'kinds'
  | 'tags'
  | 'wordTables'
  | 'marks'
  | 'long'
  | 'nameColumn'
  | 'valueColumn'
  | 'names'
  | 'timeKind'
  | 'timeColumn'
  | 'clockColumn'
  | 'timeScale'
  | 'timeOrigin'
  | 'rowStartMs'
  | 'rowIntervalMs'
  | 'firstRow'
  | 'zoned'
  | 'rangeFrom'
  | 'rangeTo'
  | 'blocks'
  | 'issues'
  | 'changes'
  | 'changesCapacity'
  | 'states'
  | 'records'
  | 'withExtra'
  | 'alignments'
  | 'powersOfFive'
  | 'shape';

/** What the kernel tells while and after it reads a slice. */
type KernelResult =
  'heapBase' | 'line' | 'blockCount' | 'cellBytes' | 'minutes' | 'rowsRead' | 'rowsUsed' | 'stampLength';

/** A number of the kernel, read and written by `value`. */
export interface KernelNumber {
  value: number;
}

/** The exports of kernel.wasm (assembly/kernel.ts). */
export interface KernelExports extends Record<
  KernelSetting | KernelResult | 'zoneFrom' | 'zoneTo' | 'zoneOffset',
  KernelNumber
> {
  memory: WebAssembly.Memory;
  begin(): void;
  /** Rolls the lines in memory up; 0 when something is out of the kernel's reach. */
  readLines(): number;
  finish(): void;
  addReading(tag: number, answer: number, isBoolean: number): void;
  addIssue(slot: number): void;
}

/** The imports of kernel.wasm (assembly/host.ts). */
export interface KernelHost {
  readStamp(row: number, rowEnd: number, at: number, length: number): number;
  readZone(wallMs: number): void;
  readNumber(from: number, to: number): number;
  readBoolean(tag: number, from: number, to: number): number;
  readRest(row: number, rowEnd: number, tag: number, column: number): void;
  holdsText(from: number, rowEnd: number): number;
  readName(row: number, rowEnd: number): number;
  findMinute(minute: number): number;
  takeChanges(count: number): void;
}
