import { expose } from 'comlink';
import type { SourcesApi } from '$lib/rpc/sources';
import { browserStorage } from './browser-storage';
import { loadParquet } from './parquet/load-library';
import { createSources } from './sources';

/** Loaded when a database is dropped. */
const makeEngine = async () => (await import('../duckdb/engine')).createEngine();

expose(createSources(makeEngine, loadParquet, browserStorage) satisfies SourcesApi);
