import type { Judgement } from './detect-types';
import type { Frame } from './frame';

const distinct = (arrays: (ArrayBufferView | null)[]): ArrayBuffer[] => [
  ...new Set(arrays.flatMap((array) => (array === null ? [] : [array.buffer as ArrayBuffer]))),
];

/** Buffers of a frame, for its transfer to a worker; the frame is empty afterwards. */
export const frameBuffers = ({ tags, rows }: Frame): ArrayBuffer[] =>
  distinct([rows, ...tags.flatMap(({ avg, min, max, count }) => [avg, min, max, count])]);

/** Buffers of a judgement, for its transfer to the page. */
export const judgementBuffers = ({ lanes }: Judgement): ArrayBuffer[] =>
  distinct(lanes.map(({ values }) => values));
