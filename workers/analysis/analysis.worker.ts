import { expose } from 'comlink';
import type { AnalysisApi } from '$lib/rpc/analysis';
import { createEngine } from '../duckdb/engine';
import { createAnalysis } from './analysis';

expose(createAnalysis(createEngine()) satisfies AnalysisApi);
