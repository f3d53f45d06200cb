import { expose } from 'comlink';
import { connectIngest } from '$lib/rpc/ingest';
import type { ImporterApi } from '$lib/rpc/importer';
import { createEngine } from '../duckdb/engine';
import { createImporter } from './importer';

expose(createImporter(createEngine, connectIngest) satisfies ImporterApi);
