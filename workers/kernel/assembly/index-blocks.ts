import { blocks, origin } from './setup';

const BLOCK_BYTES: usize = 1 << 20;

/** Blocks written: start and end within the slice (32 bits each), least and greatest ms. */
export let blockCount: i32 = 0;
let open: usize = 0;
/** Offsets in the slice. */
let openStart: usize = 0;
let openEnd: usize = 0;
let openMin: f64 = 0;
let openMax: f64 = 0;

export function restartIndex(): void {
  blockCount = 0;
  open = 0;
}

/** Add a row at addresses [start, end) with its time; a block ends with the row that fills it to a MB. */
export function extendBlock(start: usize, end: usize, ms: f64): void {
  if (open == 0) {
    open = 1;
    openStart = start - origin;
    openMin = ms;
    openMax = ms;
  }
  openEnd = end - origin;
  if (ms < openMin) openMin = ms;
  if (ms > openMax) openMax = ms;
  if (openEnd - openStart >= BLOCK_BYTES) closeBlock();
}

export function closeBlock(): void {
  if (open == 0) return;
  const at = blocks + <usize>blockCount * 24;
  store<u32>(at, <u32>openStart);
  store<u32>(at, <u32>openEnd, 4);
  store<f64>(at, openMin, 8);
  store<f64>(at, openMax, 16);
  blockCount++;
  open = 0;
}
