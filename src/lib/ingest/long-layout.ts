import { isMarker } from './long-rows';
import type { ColumnTally } from './columns';
import type { SampleRows } from './time-column';
import type { LongLayout } from './types';

const NAMES_TAG =
  /^(?:var(?:iable)?[\s_]?name|variable|tag(?:[\s_]?name)?|point(?:[\s_]?(?:name|id))?|signal(?:[\s_]?name)?|sensor(?:[\s_]?(?:name|id))?|messstelle|item(?:[\s_]?(?:name|id))?|parameter|name|metric|channel)$/i;
const NAMES_VALUE =
  /^(?:var[\s_]?value|value|wert|messwert|val|reading|data|process[\s_]?value|num[\s_]?value)$/i;
/** More names than a plant has tags: then they are no names of tags. */
const MOST_TAGS = 5000;

/** A long layout and the tags that the sample shows, in the order in which they come. */
export interface FoundLong {
  layout: LongLayout;
  names: string[];
}

const parts = ({ head, middle = [], tail }: SampleRows) => [head, middle, tail];

/**
 * Whether the file has one row for each tag and time: a column named as the tag's name that repeats a few texts, and one
 * named as the value. Null for the usual layout.
 * @param ofTime columns of the time
 */
export function findLong(
  headers: readonly string[],
  rows: SampleRows,
  tallies: readonly ColumnTally[],
  ofTime: readonly number[],
): FoundLong | null {
  const free = (column: number) => !ofTime.includes(column);
  const nameColumn = headers.findIndex((header, column) => free(column) && NAMES_TAG.test(header));
  const valueColumn = headers.findIndex((header, column) => free(column) && NAMES_VALUE.test(header));
  if (nameColumn < 0 || valueColumn < 0 || ofTime.length === 0) return null;
  const { counts } = tallies[nameColumn];
  if (counts.text === 0 || counts.text <= counts.number) return null;
  const names = new Set<string>();
  let filled = 0;
  for (const row of parts(rows).flat()) {
    const name = (row[nameColumn] ?? '').trim();
    if (name === '' || isMarker(name)) continue;
    filled++;
    names.add(name);
  }
  if (names.size === 0 || names.size > MOST_TAGS || (names.size * 2 > filled && filled > 8)) return null;
  return { layout: { nameColumn, valueColumn, width: headers.length }, names: [...names] };
}

/** The sampled values as if each tag had a column: rows with one cell filled. */
export function pivotRows(rows: SampleRows, { layout, names }: FoundLong): SampleRows {
  const tagOf = new Map(names.map((name, tag) => [name, tag]));
  const pivot = (part: string[][]) =>
    part.flatMap((row) => {
      const tag = tagOf.get((row[layout.nameColumn] ?? '').trim());
      if (tag === undefined) return [];
      const cells: string[] = [];
      cells[tag] = row[layout.valueColumn] ?? '';
      return [cells];
    });
  const [head, middle, tail] = parts(rows).map(pivot);
  return { head, middle, tail };
}
