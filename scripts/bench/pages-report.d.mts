import type { VisitTimes } from './pages-visit.mjs';
import type { Summary } from './stats.mjs';

export const BUDGET: { paintMs: number; queryMs: number };
export interface PageQuery {
  sql: string;
  example: string;
  firstVisitOnly: boolean;
  ms: Summary;
}
export interface PageSummary {
  path: string;
  headingMs: Summary;
  firstMs: Summary;
  wholeMs: Summary;
  firstVisitMs: number;
  paintWithin: boolean;
  queries: PageQuery[];
  slowest: number;
  missed: PageQuery[];
}
export function shapeOf(sql: string): string;
export function summarisePage(path: string, visits: readonly VisitTimes[]): PageSummary;
export function pagesTable(pages: readonly PageSummary[]): string;
export function missedLines(pages: readonly PageSummary[]): string;
