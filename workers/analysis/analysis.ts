import type { DuckDBBindings } from 'duckdb-browser-blocking';
import type { AnalysisApi } from '$lib/rpc/analysis';
import { toAnalysisError } from './analysis-error';
import { openAnalysisFiles, type AnalysisFiles } from './analysis-part-files';
import {
  attachBefore,
  attachForAnalysis,
  closeAnalysis,
  fillAnalysis,
  verifyAnalysis,
} from './analysis-writer';

/** Writes one analysis file; the worker is then ended. @param starting an engine with nothing open */
export function createAnalysis(starting: Promise<DuckDBBindings>): AnalysisApi {
  return {
    async write(request) {
      let files: AnalysisFiles | null = null;
      try {
        const engine = await starting;
        files = await openAnalysisFiles(request.sealed);
        const connection = attachForAnalysis(engine, files);
        const keep = attachBefore(engine, connection, request);
        const expected = fillAnalysis(connection, request, keep);
        closeAnalysis(engine, connection);
        verifyAnalysis(engine, await files.written(), expected);
        return await files.seal();
      } catch (error) {
        await files?.discard();
        throw toAnalysisError(error);
      }
    },
  };
}
