import { expose } from 'comlink';
import type { DatabaseApi } from '$lib/rpc/database';
import { createEngine } from '../duckdb/engine';
import { attachAnalysisInBrowser, attachInBrowser } from './attach';
import { createDatabase } from './database';

expose(createDatabase(createEngine(), attachInBrowser, attachAnalysisInBrowser) satisfies DatabaseApi);
