import type { TimeFormat, TimeSource } from './types';

/** Reads one stamp. Returns ms since epoch with wall time taken as UTC (digits below the ms dropped), null when it is not a time in this format. */
export type ReadTime = (text: string) => number | null;

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
/** Milliseconds of one unit of an epoch number. */
export const EPOCH_UNIT_MS = { s: 1000, ms: 1, us: 1e-3, ns: 1e-6 } as const;
const EXCEL_EPOCH_MS = Date.UTC(1899, 11, 30);
const DAY_MS = 86_400_000;
const ISO =
  /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?)? ?(Z|[+-]\d\d(?::?\d\d)?|[A-Z]{3,4})?$/;
const NUMBER = /^[+-]?\d+(?:[.,]\d+)?$/;
/** Zone names that loggers append, in hours; those with two meanings (IST, BST, CST outside America) are left out or American. */
const ZONE_HOURS: Record<string, number> = {
  UTC: 0,
  GMT: 0,
  WET: 0,
  WEST: 1,
  CET: 1,
  CEST: 2,
  MEZ: 1,
  MESZ: 2,
  EET: 2,
  EEST: 3,
  EST: -5,
  EDT: -4,
  CST: -6,
  CDT: -5,
  MST: -7,
  MDT: -6,
  PST: -8,
  PDT: -7,
};

interface Parts {
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
  second: number;
  /** Digits after the decimal mark, '' when there are none. */
  fraction: string;
}

function toMs({ year, month, day, hour, minute, second, fraction }: Parts): number | null {
  if (hour > 23 || minute > 59 || second > 59) return null;
  const date = new Date(Date.UTC(year, month - 1, day, hour, minute, second));
  // Date.UTC rolls 31 April over to 1 May; such a stamp is not a date.
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return null;
  return date.getTime() + Number(fraction.padEnd(3, '0').slice(0, 3));
}

function offsetMs(text: string | undefined): number {
  if (!text || text === 'Z') return 0;
  if (/[A-Z]/.test(text)) return (ZONE_HOURS[text] ?? Number.NaN) * 3_600_000;
  const digits = text.slice(1).replace(':', '').padEnd(4, '0');
  const minutes = Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2));
  return (text.startsWith('-') ? -minutes : minutes) * 60_000;
}

function readIso(text: string): number | null {
  const match = ISO.exec(text.trim());
  if (!match) return null;
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map((part) => Number(part ?? 0));
  const wall = toMs({ year, month, day, hour, minute, second, fraction: match[7] ?? '' });
  const offset = offsetMs(match[8]);
  return wall === null || Number.isNaN(offset) ? null : wall - offset;
}

const TOKENS: Record<string, string> = {
  yyyy: '(?<yyyy>\\d{4})',
  yy: '(?<yy>\\d\\d)',
  MMM: '(?<MMM>[A-Za-z]{3})',
  MM: '(?<MM>\\d{1,2})',
  dd: '(?<dd>\\d{1,2})',
  HH: '(?<HH>\\d{1,2})',
  hh: '(?<hh>\\d{1,2})',
  mm: '(?<mm>\\d{1,2})',
  ss: '(?<ss>\\d{1,2})(?:[.,](?<fraction>\\d{1,9}))?',
  a: '(?<a>[AaPp][Mm])',
};

/** Two-digit years: 00-68 are 2000-2068, 69-99 are 1969-1999, as POSIX strptime has it. */
const fullYear = (twoDigits: number) => twoDigits + (twoDigits < 69 ? 2000 : 1900);

function hourOf(parts: Record<string, string | undefined>): number {
  if (parts.HH !== undefined) return Number(parts.HH);
  const hour = Number(parts.hh ?? 0);
  if (parts.a === undefined) return hour;
  if (hour < 1 || hour > 12) return Number.NaN;
  return (hour % 12) + (parts.a.toLowerCase() === 'pm' ? 12 : 0);
}

function patternReader(pattern: string): ReadTime {
  const source = pattern
    .split(/(yyyy|yy|MMM|MM|dd|HH|hh|mm|ss|a)/)
    .map((piece) => TOKENS[piece] ?? piece.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&'))
    .join('');
  const expression = new RegExp(`^${source}$`);
  return (text) => {
    const parts = expression.exec(text.trim())?.groups;
    if (!parts) return null;
    const hour = hourOf(parts);
    const month = parts.MMM ? MONTHS.indexOf(parts.MMM.toLowerCase()) + 1 : Number(parts.MM ?? 1);
    if (Number.isNaN(hour)) return null;
    return toMs({
      year: parts.yyyy ? Number(parts.yyyy) : fullYear(Number(parts.yy)),
      month,
      day: Number(parts.dd ?? 1),
      hour,
      minute: Number(parts.mm ?? 0),
      second: Number(parts.ss ?? 0),
      fraction: parts.fraction ?? '',
    });
  };
}

function numberReader(scale: number, originMs: number): ReadTime {
  return (text) => {
    const trimmed = text.trim();
    if (!NUMBER.test(trimmed)) return null;
    return Math.round(Number(trimmed.replace(',', '.')) * scale) + originMs;
  };
}

/**
 * The reader of a time format. Offsets in ISO stamps are applied; stamps without offset are read as UTC,
 * to be shifted by the plan's zone.
 */
export function timeReader(format: TimeFormat): ReadTime {
  switch (format.kind) {
    case 'iso':
      return readIso;
    case 'pattern':
      return patternReader(format.pattern);
    case 'epoch':
      return numberReader(EPOCH_UNIT_MS[format.unit], 0);
    case 'excel':
      return numberReader(DAY_MS, EXCEL_EPOCH_MS);
  }
  format satisfies never;
}

/** Text of a row's stamp, trimmed: one cell, or date and time of day joined by a blank; '' when a part is missing. */
export function stampOf(time: TimeSource, cells: string[]): string {
  switch (time.kind) {
    case 'column':
      return (cells[time.column] ?? '').trim();
    case 'two-columns': {
      const [date, clock] = [cells[time.dateColumn], cells[time.timeColumn]].map((cell) =>
        (cell ?? '').trim(),
      );
      return date === '' || clock === '' ? '' : `${date} ${clock}`;
    }
    case 'row-number':
      return '';
  }
  time satisfies never;
}
