import { BLOCK_MS, blocksFrom, firstBookmark, type Block, type BlockBookmark } from './block';
import type { Fault } from './faults';
import type { PlantConfig } from './plant-config';

const DAY_MS = 24 * BLOCK_MS;

/**
 * Hours of a plant in any order: it is simulated once in time order, and a bookmark a day makes going back cost at most
 * a day again.
 * @param startMs first hour, ms since epoch, a whole hour
 * @param endMs   end of the last hour
 * @returns the block that begins at a whole hour; it throws RangeError outside the period
 */
export function blockReader(
  config: PlantConfig,
  faults: readonly Fault[],
  startMs: number,
  endMs: number,
): (blockMs: number) => Block {
  const bookmarks: BlockBookmark[] = [firstBookmark(config, faults, startMs)];
  let source = blocksFrom(config, faults, bookmarks[0]);
  let nextMs = startMs;
  let last: Block | undefined;

  const goBack = (blockMs: number): void => {
    const bookmark = bookmarks[Math.floor((blockMs - startMs) / DAY_MS)];
    source = blocksFrom(config, faults, bookmark);
    nextMs = bookmark.startMs;
  };
  const advance = (): Block => {
    const block = source.next();
    nextMs += BLOCK_MS;
    const passed = nextMs - startMs;
    if (passed % DAY_MS === 0) bookmarks[passed / DAY_MS] ??= source.save();
    return block;
  };
  return (blockMs) => {
    if (last?.startMs === blockMs) return last;
    if (blockMs % BLOCK_MS !== 0 || blockMs < startMs || blockMs >= endMs) {
      throw new RangeError(`block ${blockMs} ms is not a whole hour in ${startMs} to ${endMs} ms`);
    }
    if (blockMs < nextMs) goBack(blockMs);
    while (nextMs < blockMs) advance();
    last = advance();
    return last;
  };
}
