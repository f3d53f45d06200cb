export interface SeenQuery {
  sql: string;
  beganMs: number;
  endedMs: number;
}
export interface Seen {
  paints: { atMs: number; heading: string; busy: boolean }[];
  queries: SeenQuery[];
  beganMs: number;
}
export interface VisitTimes {
  headingMs: number;
  firstMs: number;
  wholeMs: number;
  queries: { sql: string; ms: number }[];
}
export function timesOf(seen: Seen, name: string): VisitTimes;
