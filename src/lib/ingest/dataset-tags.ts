import { tagColumns, type ColumnPlan, type SourcePlan } from './types';

/** The tags of all sources together, and where each source's tags stand among them. */
export interface DatasetTags {
  /** First column of each tag name, in the order of sources and columns. */
  tags: ColumnPlan[];
  /** Per source: position in `tags` of each of its tag columns. */
  tagOf: number[][];
}

/** Columns of different sources with the same tag name are one tag. */
export function datasetTags(plans: readonly Pick<SourcePlan, 'columns'>[]): DatasetTags {
  const tags: ColumnPlan[] = [];
  const positions = new Map<string, number>();
  const tagOf = plans.map((plan) =>
    tagColumns(plan).map((column) => {
      const known = positions.get(column.tag);
      if (known !== undefined) return known;
      positions.set(column.tag, tags.length);
      return tags.push(column) - 1;
    }),
  );
  return { tags, tagOf };
}
