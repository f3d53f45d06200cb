import { open } from 'node:fs/promises';
import { csvParseRows } from 'd3-dsv';
import Papa from 'papaparse';
import { inferSchema, initParser } from 'udsv';

/** As much as one string may hold many times over; the product's own slices are as large. */
const PIECE_BYTES = 16 << 20;
const MINUTE_CHARACTERS = 'YYYY-MM-DDTHH:MM'.length;
const LF = 10;

/** The file as texts of whole lines. */
async function* pieces(path) {
  const file = await open(path);
  try {
    const buffer = Buffer.alloc(PIECE_BYTES);
    let kept = 0;
    for (;;) {
      const { bytesRead } = await file.read(buffer, kept, PIECE_BYTES - kept);
      if (bytesRead === 0) break;
      const end = kept + bytesRead;
      const cut = buffer.lastIndexOf(LF, end - 1) + 1;
      if (cut === 0 || cut > end) throw new Error(`${path} has a line longer than ${PIECE_BYTES} bytes`);
      yield buffer.latin1Slice(0, cut);
      buffer.copy(buffer, 0, cut, end);
      kept = end - cut;
    }
    if (kept > 0) yield buffer.latin1Slice(0, kept);
  } finally {
    await file.close();
  }
}

/** Cells are 't' and 'f' for booleans, '' for none. */
const numberOf = (cell) => (cell === 't' ? 1 : cell === 'f' ? 0 : +cell);

/** Minutes of rows of texts whose first cell is the time. */
class Rollup {
  #minutes = new Map();
  rows = 0;

  constructor(tags) {
    this.tags = tags;
  }

  get minutes() {
    return this.#minutes.size;
  }

  add(cells) {
    const { tags } = this;
    const key = cells[0].slice(0, MINUTE_CHARACTERS);
    let minute = this.#minutes.get(key);
    if (!minute) {
      const make = (value) => new Float64Array(tags).fill(value);
      minute = { sum: make(0), count: make(0), min: make(Infinity), max: make(-Infinity) };
      this.#minutes.set(key, minute);
    }
    this.rows += 1;
    for (let tag = 0; tag < tags; tag++) {
      const cell = cells[tag + 1];
      if (cell === '') continue;
      const value = numberOf(cell);
      minute.sum[tag] += value;
      minute.count[tag] += 1;
      if (value < minute.min[tag]) minute.min[tag] = value;
      if (value > minute.max[tag]) minute.max[tag] = value;
    }
  }
}

async function rollUp(path, tags, parse) {
  const began = performance.now();
  const rollup = new Rollup(tags);
  let first = true;
  for await (const text of pieces(path)) {
    for (const cells of parse(text, first)) rollup.add(cells);
    first = false;
  }
  return { seconds: (performance.now() - began) / 1000, rows: rollup.rows, minutes: rollup.minutes };
}

/** uDSV takes the first line of every piece for the header, and its number of columns for every row's. */
function udsvRows() {
  let parser = null;
  let header = '';
  return (text, first) => {
    if (first) {
      header = text.slice(0, text.indexOf('\n') + 1);
      parser = initParser(inferSchema(text.slice(0, 100_000)));
    }
    return parser.stringArrs(first ? text : header + text);
  };
}

/**
 * Readers of CSV in JavaScript, each doing the product's roll-up (avg, min, max, count a minute and column) on one
 * thread in Node: piece by piece, texts to cells by the library, cells to minutes by the same few lines for all.
 * @type {Record<string, (path: string, tags: number) => Promise<{ seconds: number, rows: number, minutes: number }>>}
 */
export const javascriptPeers = {
  PapaParse: (path, tags) =>
    rollUp(path, tags, (text, first) => Papa.parse(text, { skipEmptyLines: true }).data.slice(first ? 1 : 0)),
  uDSV: (path, tags) => rollUp(path, tags, udsvRows()),
  'd3-dsv': (path, tags) => rollUp(path, tags, (text, first) => csvParseRows(text).slice(first ? 1 : 0)),
};
