/**
 * What the loader sets before a slice (memory-layout.ts, rollup-kernel.ts). Addresses are byte offsets in memory.
 */

/** Whole lines of the slice [input, inputEnd); a line feed and padding follow. */
export let input: usize = 0;
export let inputEnd: usize = 0;
/** Where the slice would begin in memory if all of it were there: an address less this is an offset in the slice. */
export let origin: usize = 0;

/** Address of the row that is cut off; 0 when it is not at hand. */
export let cutRow: usize = 0;

export let delimiter: u32 = 44;
/** 256 where nothing is quoted. */
export let quote: u32 = 34;
/** 46 and 46, or where commas are decimal 46 and 44. */
export let decimalPoint: u32 = 46;
export let decimalComma: u32 = 46;
/** Decimal marks in cells without quotes: a comma between cells is none, nor is a mark that groups digits. */
export let plainPoint: u32 = 46;
export let plainComma: u32 = 46;
/** Numbers of fewer bytes are read 16 bytes at a time; 0 where no decimal mark is certain. */
export let plainBytes: i32 = 16;
/** Mark between groups of digits, 0 when there is none. */
export let thousands: u32 = 0;

/** Columns of the file, and the kind of each, one byte a column. */
export let width: i32 = 0;
export let kinds: usize = 0;
export let tags: i32 = 0;
/** Address, for each tag, of its table of one-byte words (words.ts); 0 for numbers. */
export let wordTables: usize = 0;

/** For each tag 16 bytes: file column of its quality (-1: none), its word table, its sentinels' address and number. */
export let marks: usize = 0;

/** Long layout: columns of the tag's name and of the value, and the table of names (long.ts). */
export let long: bool = false;
export let nameColumn: i32 = 0;
export let valueColumn: i32 = 0;
export let names: usize = 0;

/** 0 the time is in a column, 1 in two columns, 2 counted by rows. */
export let timeKind: i32 = 0;
export let timeColumn: i32 = 0;
export let clockColumn: i32 = 0;
/** For times that are numbers: ms of one and origin in ms; scale 0 for stamps of other kinds. */
export let timeScale: f64 = 0;
export let timeOrigin: f64 = 0;
/** For times counted by rows: time of the source's first row, ms between rows, and rows before the slice. */
export let rowStartMs: f64 = 0;
export let rowIntervalMs: f64 = 0;
export let firstRow: f64 = 0;
export let zoned: bool = false;

export let rangeFrom: f64 = -Infinity;
export let rangeTo: f64 = Infinity;

/** Where index blocks, issues and state changes are written. */
export let blocks: usize = 0;
export let issues: usize = 0;
export let changes: usize = 0;
export let changesCapacity: i32 = 0;
/** State of each boolean tag so far, one byte: 0, 1, 255 before the first reading. */
export let states: usize = 0;

/** Minutes' records; they grow to the end of memory. */
export let records: usize = 0;
/** Whether sums of squares, first and last values and state changes are kept. */
export let withExtra: bool = false;

/** Swizzles that align digits (number.ts), and powers of five (decimal.ts). */
export let alignments: usize = 0;
export let powersOfFive: usize = 0;
/** Shape of stamps (stamp.ts). */
export let shape: usize = 0;
