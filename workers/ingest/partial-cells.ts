import type { SlicePartial } from '$lib/ingest/types';

/** The buffers of a partial's cells, to be transferred. */
export const cellBuffers = ({ minutes, rows, sum, min, max, count }: SlicePartial): ArrayBufferLike[] =>
  [minutes, rows, sum, min, max, count].map((array) => array.buffer);
