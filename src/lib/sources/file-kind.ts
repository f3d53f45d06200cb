import { fileSignature } from '$lib/ingest/file-signature';

/** What a dropped file is, by its first bytes; names are not trusted. */
export type FileKind =
  | { kind: 'text' }
  | { kind: 'gzip' }
  | { kind: 'zip' }
  | { kind: 'parquet' }
  /** A plant of ours or another database: its tables tell. */
  | { kind: 'duckdb' }
  /** `what` completes "is …"; `advice` says what to do instead. */
  | { kind: 'refused'; what: string; advice: string };

/** Bytes of a file's start that `fileKind` needs. */
export const KIND_BYTES = 4096;

const EXCEL_ADVICE =
  'In Excel choose File, Save As, "CSV UTF-8 (Comma delimited)", once for each sheet with readings, and drop those files.';
const ODS_ADVICE =
  'In LibreOffice choose File, Save As, "Text CSV", once for each sheet with readings, and drop those files.';
const UNPACK_ADVICE = 'Unpack it and drop the CSV inside, or pack it as .gz or .zip.';

const startsWith = (head: Uint8Array, codes: number[], at = 0) =>
  codes.every((code, index) => head[at + index] === code);
const codesOf = (text: string) => [...text].map((letter) => letter.charCodeAt(0));

const ZIP = codesOf('PK\x03\x04');
/** A zip without members starts with the end of its directory, one of several parts with a mark of its own. */
const EMPTY_ZIP = codesOf('PK\x05\x06');
const SPLIT_ZIP = codesOf('PK\x07\x08');
const GZIP = [0x1f, 0x8b];
const PARQUET = codesOf('PAR1');
const ENCRYPTED_PARQUET = codesOf('PARE');
const DUCKDB = codesOf('DUCK');
const BZIP2 = codesOf('BZh');
const XZ = [0xfd, 0x37, 0x7a, 0x58, 0x5a];
const RAR = codesOf('Rar!');
const TAR = codesOf('ustar');

/** Office documents are zips of their own. */
function zipKind(head: Uint8Array): FileKind {
  const names = new TextDecoder('latin1').decode(head.subarray(0, KIND_BYTES));
  if (/xl\/|\[Content_Types\]\.xml/.test(names))
    return { kind: 'refused', what: 'an Excel workbook (xlsx)', advice: EXCEL_ADVICE };
  if (names.includes('opendocument.spreadsheet'))
    return { kind: 'refused', what: 'a LibreOffice sheet (ods)', advice: ODS_ADVICE };
  return { kind: 'zip' };
}

/** Kinds that are refused with advice of their own. */
function refusal(head: Uint8Array): FileKind | null {
  if (startsWith(head, [0xd0, 0xcf, 0x11, 0xe0]))
    return { kind: 'refused', what: 'an old Excel workbook (xls)', advice: EXCEL_ADVICE };
  if (startsWith(head, ENCRYPTED_PARQUET))
    return { kind: 'refused', what: 'an encrypted Parquet file', advice: 'Write it without encryption.' };
  if (startsWith(head, SPLIT_ZIP))
    return { kind: 'refused', what: 'a part of a split zip', advice: UNPACK_ADVICE };
  if (startsWith(head, BZIP2) || startsWith(head, XZ) || startsWith(head, RAR))
    return { kind: 'refused', what: 'an archive of a kind browsers cannot unpack', advice: UNPACK_ADVICE };
  if (startsWith(head, TAR, 257)) return { kind: 'refused', what: 'a tar archive', advice: UNPACK_ADVICE };
  const other = fileSignature(head);
  return other && { kind: 'refused', what: other.what, advice: other.advice };
}

/**
 * What a file is.
 * @param head its first bytes, `KIND_BYTES` of them where the file has so many
 * @returns `text` for everything that has no signature: planning judges it
 */
export function fileKind(head: Uint8Array): FileKind {
  if (startsWith(head, GZIP)) return { kind: 'gzip' };
  if (startsWith(head, ZIP)) return zipKind(head);
  if (startsWith(head, EMPTY_ZIP)) return { kind: 'zip' };
  if (startsWith(head, PARQUET)) return { kind: 'parquet' };
  if (startsWith(head, DUCKDB, 8)) return { kind: 'duckdb' };
  return refusal(head) ?? { kind: 'text' };
}
