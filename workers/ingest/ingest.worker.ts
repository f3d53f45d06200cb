import { expose } from 'comlink';
import type { IngestApi } from '$lib/rpc/ingest';
import { createEngine } from '../duckdb/engine';
import { loadKernel } from '../kernel/load-kernel';
import { createIngest } from './ingest';

expose(createIngest(createEngine, loadKernel) satisfies IngestApi);
