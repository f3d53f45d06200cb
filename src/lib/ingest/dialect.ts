import { splitCells } from './cells';
import { QuotedRows, type RowMarks } from './quoted-lines';
import type { Dialect } from './types';

const BYTE_ORDER_MARKS: { encoding: Dialect['encoding']; bytes: number[] }[] = [
  { encoding: 'utf-8', bytes: [0xef, 0xbb, 0xbf] },
  { encoding: 'utf-16le', bytes: [0xff, 0xfe] },
  { encoding: 'utf-16be', bytes: [0xfe, 0xff] },
];
const DELIMITERS: Dialect['delimiter'][] = [',', ';', '\t', '|'];
const MAX_LINES = 200;
const MAX_CELLS = 6000;
const NUL_PROBE_BYTES = 4096;
const GROUPED_COMMA = /^[+-]?\d{1,3}(?:[. ']\d{3})+,\d+$/;
const GROUPED_POINT = /^[+-]?\d{1,3}(?:[, ']\d{3})+\.\d+$/;

/** A file whose head cannot be read as delimited text. */
export class DialectError extends Error {
  override name = 'DialectError';
}

function isUtf8(bytes: Uint8Array): boolean {
  // A head cut inside a character is not an error: streaming mode keeps the incomplete tail back.
  const decoder = new TextDecoder('utf-8', { fatal: true });
  try {
    decoder.decode(bytes, { stream: true });
    return true;
  } catch (error) {
    if (error instanceof TypeError) return false;
    throw error;
  }
}

/** Without a mark, an ASCII text in UTF-16 has a NUL in nearly every other byte. */
function unmarkedUtf16(bytes: Uint8Array): Dialect['encoding'] | null {
  const zeros = [0, 0];
  const probe = bytes.subarray(0, NUL_PROBE_BYTES);
  probe.forEach((byte, index) => (zeros[index % 2] += byte === 0 ? 1 : 0));
  const most = probe.length * 0.4;
  return zeros[1] > most ? 'utf-16le' : zeros[0] > most ? 'utf-16be' : null;
}

function sniffEncoding(head: Uint8Array): Pick<Dialect, 'encoding' | 'bomBytes'> {
  const mark = BYTE_ORDER_MARKS.find(({ bytes }) => bytes.every((byte, index) => head[index] === byte));
  if (mark) return { encoding: mark.encoding, bomBytes: mark.bytes.length };
  const encoding = unmarkedUtf16(head) ?? (isUtf8(head) ? 'utf-8' : 'windows-1252');
  return { encoding, bomBytes: 0 };
}

function sniffLineEnd(text: string): Dialect['lineEnd'] {
  const pairs = text.split('\r\n').length - 1;
  const feeds = text.split('\n').length - 1 - pairs;
  const returns = text.split('\r').length - 1 - pairs;
  if (returns > pairs + feeds) return '\r';
  return pairs > feeds ? '\r\n' : '\n';
}

/** How many lines agree on the commonest number of cells above one, and that number. */
function agreement(lines: string[], delimiter: Dialect['delimiter']) {
  const lengths = new Map<number, number>();
  for (const line of lines) {
    const cells = splitCells(line, { delimiter, quote: '"' }).length;
    if (cells > 1) lengths.set(cells, (lengths.get(cells) ?? 0) + 1);
  }
  return [...lengths].reduce((best, [cells, count]) => (count > best.count ? { cells, count } : best), {
    cells: 1,
    count: 0,
  });
}

/** The lines that are judged: not blank, and past a preamble of key,value lines, where there is one. */
function judgedLines(text: string): string[] {
  const all = text.split(/\r\n|\n|\r/);
  // The last line of a head may be cut.
  const whole = all.length > 1 ? all.slice(0, -1) : all;
  const filled = whole.filter((line) => line.trim() !== '');
  return filled.length > 2 * MAX_LINES ? filled.slice(MAX_LINES, 2 * MAX_LINES) : filled.slice(0, MAX_LINES);
}

/** The text as it is read with a delimiter: line ends inside quoted cells are blanks. */
interface Reading {
  delimiter: Dialect['delimiter'];
  lines: string[];
  quotedLineEnds: boolean;
}

function readingWith(
  delimiter: Dialect['delimiter'],
  text: string,
  marks: RowMarks,
  body: Uint8Array,
): Reading {
  if (!marks.quote) return { delimiter, lines: judgedLines(text), quotedLineEnds: false };
  const { bytes, joined } = new QuotedRows({ ...marks, delimiter }).join(body);
  if (joined.length === 0) return { delimiter, lines: judgedLines(text), quotedLineEnds: false };
  const decoded = new TextDecoder(marks.encoding).decode(bytes, { stream: true });
  return { delimiter, lines: judgedLines(decoded), quotedLineEnds: true };
}

/** The reading whose lines agree most on a number of cells. */
function bestReading(readings: Reading[]): Reading {
  const scored = readings.map((reading) => ({ reading, ...agreement(reading.lines, reading.delimiter) }));
  // Equal agreement: `1,5;2,5` splits evenly by comma too, so the candidate other than the comma wins.
  return scored.reduce((best, next) =>
    next.count > best.count || (next.count === best.count && best.count > 0 && best.reading.delimiter === ',')
      ? next
      : best,
  ).reading;
}

function sniffDecimal(cells: string[], delimiter: Dialect['delimiter']): Dialect['decimal'] {
  const count = (...forms: RegExp[]) => cells.filter((cell) => forms.some((form) => form.test(cell))).length;
  const commas = count(/^[+-]?\d+,\d+(?:e[+-]?\d+)?$/i, GROUPED_COMMA);
  const points = count(/^[+-]?\d+\.\d+(?:e[+-]?\d+)?$/i, GROUPED_POINT);
  if (commas <= points) return '.';
  // Quoted cells between commas: `"1,234"` is a thousand, `"73,61"` is not.
  const surely = count(/^[+-]?\d+,(?!\d{3}$)\d+$/, GROUPED_COMMA);
  return delimiter !== ',' || surely > 0 ? ',' : '.';
}

/** The mark between groups of three digits, where some cell shows it beyond doubt; undefined when none does. */
function sniffThousands(cells: string[], decimal: Dialect['decimal']) {
  const mark = decimal === ',' ? `[. ']` : `[, ']`;
  const whole = new RegExp(`^[+-]?\\d{1,3}(${mark})\\d{3}(?:\\1\\d{3})*(?:\\${decimal}\\d+)?$`);
  // `1.234` alone, beside decimal commas, is a thousand just as `1.234,5` is.
  const found = cells.find((cell) => whole.test(cell));
  return found === undefined ? undefined : (whole.exec(found)?.[1] as Dialect['thousands']);
}

/**
 * Dialect of a delimited text from its first bytes (some hundred kB are plenty).
 * A file of a single column is given the delimiter ','.
 * @throws DialectError when the head is empty or binary
 */
export function sniffDialect(head: Uint8Array): Dialect {
  if (head.length === 0) throw new DialectError('the file is empty');
  const { encoding, bomBytes } = sniffEncoding(head);
  const text = new TextDecoder(encoding).decode(head.subarray(bomBytes), { stream: true });
  // Some loggers write NULs after the last line end; elsewhere a NUL means the file is not text.
  if (/\0[^\0\r\n]/.test(text)) throw new DialectError('the file is binary, not delimited text');
  const lineEnd = sniffLineEnd(text);
  const quote = text.includes('"') ? '"' : '';
  const marks = { encoding, bomBytes, quote, lineEnd } as const;
  const body = head.subarray(bomBytes);
  const { delimiter, lines, quotedLineEnds } = bestReading(
    DELIMITERS.map((candidate) => readingWith(candidate, text, marks, body)),
  );
  const cells = lines
    .flatMap((line) => splitCells(line, { delimiter, quote: '"' }))
    .slice(-MAX_CELLS)
    .map((cell) => cell.trim());
  const decimal = sniffDecimal(cells, delimiter);
  const thousands = sniffThousands(cells, decimal);
  return {
    ...marks,
    delimiter,
    decimal,
    ...(thousands && { thousands }),
    ...(quotedLineEnds && { quotedLineEnds }),
  };
}
