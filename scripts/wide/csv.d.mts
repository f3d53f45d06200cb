export interface WideOptions {
  rows: number;
  seed?: number;
  /** ISO time, UTC. */
  start?: string;
  chunkBytes?: number;
}
export function startSeconds(iso: string): number;
export function wideChunks(options: WideOptions): Generator<Buffer, void, void>;
