import { expose } from 'comlink';
import type { IngestApi } from '$lib/rpc/ingest';
import { loadKernel } from '../kernel/load-kernel';
import { loadParquet } from '../sources/parquet/load-library';
import { createIngest } from './ingest';

/** Loaded when read_csv is asked for: its megabyte of script would keep the kernel waiting. */
const makeEngine = async () => (await import('../duckdb/engine')).createEngine();

expose(createIngest(makeEngine, loadKernel, loadParquet) satisfies IngestApi);
