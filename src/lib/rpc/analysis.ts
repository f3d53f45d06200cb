/** The analysis worker's contract: rows of one part in, a sealed analysis file out. */

import type { Remote } from 'comlink';
import type { AnalysisMeta, AnalysisPart, AnalysisRow } from '$lib/sql/analysis-tables';
import { connectWorker, type Connection } from './connect';

export interface AnalysisRequest<P extends AnalysisPart = AnalysisPart> {
  /** Of the plant. */
  fingerprint: string;
  part: P;
  rows: readonly AnalysisRow<P>[];
  meta: AnalysisMeta;
  writtenMs: number;
  /** The sealed file whose other parts are kept, null when there is none. */
  before: File | null;
  /** Name of the sealed file to be in the folder of analyses; null to keep it in memory. */
  sealed: string | null;
}

export interface AnalysisApi {
  /**
   * Write an analysis file anew: the given part, and the others as they were; checkpointed, closed, opened again and
   * counted, and only then given its name.
   * @throws AnalysisError with what to do in `message`; what was there before stays
   */
  write(request: AnalysisRequest): Promise<File>;
}

/** Start an analysis worker. */
export function connectAnalysis(): Connection<Remote<AnalysisApi>> {
  return connectWorker<AnalysisApi>(
    new Worker(new URL('../../../workers/analysis/analysis.worker.ts', import.meta.url), {
      type: 'module',
      name: 'analysis',
    }),
  );
}
