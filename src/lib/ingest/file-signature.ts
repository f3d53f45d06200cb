interface Signature {
  what: string;
  /** Leading bytes; text stands for its character codes. */
  starts: (string | number[])[];
  at?: number;
  advice: string;
}

const EXPORT_AS_TEXT = 'Export the readings as CSV and drop that file.';
const SIGNATURES: Signature[] = [
  { what: 'a gzip archive', starts: [[0x1f, 0x8b]], advice: 'Unpack it and drop the CSV inside.' },
  {
    what: 'a Zstandard archive',
    starts: [[0x28, 0xb5, 0x2f, 0xfd]],
    advice: 'Unpack it and drop the CSV inside.',
  },
  {
    what: 'a 7-Zip archive',
    starts: [[0x37, 0x7a, 0xbc, 0xaf]],
    advice: 'Unpack it and drop the CSV inside.',
  },
  { what: 'a Parquet file', starts: ['PAR1'], advice: EXPORT_AS_TEXT },
  {
    what: 'a DuckDB database',
    starts: ['DUCK'],
    at: 8,
    advice: 'Open it as a plant file instead of importing it.',
  },
  { what: 'a SQLite database', starts: ['SQLite format 3'], advice: EXPORT_AS_TEXT },
  { what: 'a PDF document', starts: ['%PDF'], advice: EXPORT_AS_TEXT },
  {
    what: 'an image',
    starts: ['\x89PNG', [0xff, 0xd8, 0xff], 'GIF8', 'II*\0', 'MM\0*'],
    advice: EXPORT_AS_TEXT,
  },
  {
    what: 'an old Excel workbook (xls)',
    starts: [[0xd0, 0xcf, 0x11, 0xe0]],
    advice: 'Save the sheet as CSV and drop that file.',
  },
];
const ZIP = 'PK\x03\x04';

function startsWith(bytes: Uint8Array, start: string | number[], at = 0): boolean {
  const codes = typeof start === 'string' ? [...start].map((letter) => letter.charCodeAt(0)) : start;
  return codes.every((code, index) => bytes[at + index] === code);
}

/** A zip is told apart by the names of its first members. */
function zipContent(head: Uint8Array): Pick<Signature, 'what' | 'advice'> {
  const names = new TextDecoder('latin1').decode(head.subarray(0, 4096));
  if (/xl\/|\[Content_Types\]\.xml/.test(names))
    return { what: 'an Excel workbook (xlsx)', advice: 'Save the sheet as CSV and drop that file.' };
  return { what: 'a zip archive', advice: 'Unpack it and drop the CSV inside.' };
}

/** What a file that is not text seems to be by its first bytes, with advice; null when they are of no known kind. */
export function fileSignature(head: Uint8Array): { what: string; advice: string } | null {
  if (startsWith(head, ZIP)) return zipContent(head);
  const found = SIGNATURES.find(({ starts, at }) => starts.some((start) => startsWith(head, start, at)));
  return found ? { what: found.what, advice: found.advice } : null;
}
