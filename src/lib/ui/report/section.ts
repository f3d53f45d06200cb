/** What a part of the report says, as plain words: the page and the printer only set it. */

/** Parts in the order in which they are printed. */
export const REPORT_PARTS = {
  overview: 'Key figures and trends',
  gas: 'Gas',
  machines: 'Machines',
  energy: 'Energy',
  alarms: 'Alarms',
  anomalies: 'Anomalies',
  forecast: 'Forecast',
  maintenance: 'Maintenance',
  quality: 'Data quality',
} as const;
export type ReportPart = keyof typeof REPORT_PARTS;

/** A fact with its value, and what is to be known of it. */
export interface ReportFact {
  name: string;
  value: string;
  note: string;
}

export interface ReportTable {
  title: string;
  head: string[];
  /** As many cells as the head has. */
  rows: string[][];
  /** Columns of numbers, from 0. */
  numbers: number[];
}

/** A part, ready to be set. Without anything in it `nothing` says why. */
export interface ReportSection {
  part: ReportPart;
  /** Why there is nothing to say, with what would change that; null when there is something. */
  nothing: string | null;
  facts: ReportFact[];
  sentences: string[];
  tables: ReportTable[];
  /** Charts as SVG. */
  pictures: { title: string; svg: string }[];
}

export const fact = (name: string, value: string, note = ''): ReportFact => ({ name, value, note });

/** A section with what is given. */
export const section = (part: ReportPart, given: Partial<Omit<ReportSection, 'part'>>): ReportSection => ({
  ...{ part, nothing: null, facts: [], sentences: [], tables: [], pictures: [] },
  ...given,
});

/** A section that only says why there is nothing. */
export const nothing = (part: ReportPart, why: string): ReportSection => section(part, { nothing: why });

/** At most so many rows; a last row then counts those left out. */
export function firstRows(rows: string[][], most: number, where: string): string[][] {
  if (rows.length <= most) return rows;
  const cells = rows[0].length;
  const rest = [`and ${rows.length - most} more: ${where}`, ...Array.from({ length: cells - 1 }, () => '')];
  return [...rows.slice(0, most), rest];
}
