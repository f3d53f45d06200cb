const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;

/**
 * A cell by RFC 4180: quoted where it holds a comma, a quote or a line end. A text that a spreadsheet would run as a
 * formula gets an apostrophe before it, for names of sensors and texts come from exports of anybody's.
 */
export function csvCell(text: string): string {
  const plain = /^[=+\-@\t\r]/.test(text) && !NUMBER.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
}

const CELL = /(?:"((?:[^"]|"")*)"|([^,]*))(?:,|$)/gy;

/** The texts of a line of cells that `csvCell` wrote. */
export function cellTexts(line: string): string[] {
  const found = [...`${line},`.matchAll(CELL)].slice(0, -1);
  return found.map(([, quoted, plain]) =>
    (quoted?.replaceAll('""', '"') ?? plain).replace(/^'(?=[=+\-@\t\r])/, ''),
  );
}
