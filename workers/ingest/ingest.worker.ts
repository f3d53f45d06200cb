import { expose } from 'comlink';
import type { IngestApi } from '$lib/rpc/ingest';
import { createEngine } from '../duckdb/engine';
import { createIngest } from './ingest';

expose(createIngest(createEngine) satisfies IngestApi);
