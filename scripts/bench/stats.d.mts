export interface Summary {
  n: number;
  median: number;
  min: number;
  max: number;
}
export function quantile(values: readonly number[], q: number): number;
export function median(values: readonly number[]): number;
export function summary(values: readonly number[]): Summary;
export function groupBy<T, K>(items: readonly T[], keyOf: (item: T) => K): { key: K; items: T[] }[];
