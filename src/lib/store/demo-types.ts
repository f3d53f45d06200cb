/** A stop of the guided path for speakers: a view on Trends. */
export interface DemoStop {
  title: string;
  words: string;
  /** The view on Trends, with its question mark. */
  query: `?${string}`;
}

/** What `demo/demo.json` says of the simulated plant; scripts/demo/path.ts writes it. */
export interface DemoIndex {
  name: string;
  sizeBytes: number;
  firstMs: number;
  lastMs: number;
  tags: number;
  faults: number;
  stops: DemoStop[];
}
