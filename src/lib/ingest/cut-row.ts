import type { Slice, SourcePlan } from './types';

const LF = 10;

/**
 * Where the row starts that was still being written when the export was taken: the file's last, in plain bytes of the slice that
 * holds it; -1 in every other slice. Its last cell may be cut too, so none of it is used.
 */
export function cutRowStart(bytes: Uint8Array, slice: Slice, plan: SourcePlan): number {
  if (!plan.cutRow || slice.end !== plan.sizeBytes) return -1;
  let end = bytes.length;
  while (end > 0 && bytes[end - 1] === 0) end--;
  return end === 0 || bytes[end - 1] === LF ? -1 : bytes.lastIndexOf(LF, end - 1) + 1;
}
