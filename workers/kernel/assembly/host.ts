/** What the loader answers (rollup-kernel.ts): whatever bytes alone do not settle. */

/**
 * Wall time in ms of the row at bytes [row, rowEnd), NaN when it cannot be read. Where the stamp, at [at, at + length),
 * has fixed places for its parts, they are written to the shape (stamp.ts).
 */
export declare function readStamp(row: usize, rowEnd: usize, at: usize, length: i32): f64;

/** Sets the zone's stretch [zoneFrom, zoneTo) around a wall time and its offset (time.ts). */
export declare function readZone(wallMs: f64): void;

/** Number in the cell's bytes [from, to): NaN when it is none, Infinity when not finite, -Infinity when blank. */
export declare function readNumber(from: usize, to: usize): f64;

/** The same for a boolean: 0, 1, NaN or -Infinity. */
export declare function readBoolean(tag: i32, from: usize, to: usize): f64;

/** Reads the row's cells from tag `tag` and column `column` on, and says whether it has too few or too many. */
export declare function readRest(row: usize, rowEnd: usize, tag: i32, column: i32): void;

/** Whether the cells at [from, rowEnd), beyond the last column, hold any text: 1 or 0. */
export declare function holdsText(row: usize, rowEnd: usize): i32;

/** Long layout: tag of the row, or less than 0: the slot of the issue that it is, counted down from -1. */
export declare function readName(row: usize, rowEnd: usize): i32;

/** Position of a minute among those opened, -1 when it is new. */
export declare function findMinute(minute: i32): i32;

/** Takes the `count` state changes collected so far. */
export declare function takeChanges(count: i32): void;
