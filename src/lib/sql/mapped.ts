import { quoteIdentifier } from './identifiers';
import { rollupColumn, type Measure } from './schema';

/** Canonical tag -> tag of the plant. */
export type Mapping = Readonly<Record<string, string>>;

/** Columns of canonical tags in the roll-ups by a mapping. */
export interface Mapped {
  has(canonical: string): boolean;
  /** The quoted column, a typed NULL when unmapped. */
  column(canonical: string, measure: Measure): string;
}

/** @param tags tags that the plant has; a mapping to any other counts as unmapped */
export function mapped(mapping: Mapping, tags: readonly string[]): Mapped {
  const known = new Set(tags);
  const tagOf = (canonical: string) => {
    const tag = Object.hasOwn(mapping, canonical) ? mapping[canonical] : undefined;
    return tag !== undefined && known.has(tag) ? tag : null;
  };
  return {
    has: (canonical) => tagOf(canonical) !== null,
    column(canonical, measure) {
      const tag = tagOf(canonical);
      if (tag !== null) return quoteIdentifier(rollupColumn(tag, measure));
      return `CAST(NULL AS ${measure === 'count' ? 'INTEGER' : 'DOUBLE'})`;
    },
  };
}
