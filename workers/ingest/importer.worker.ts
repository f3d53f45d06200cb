import { expose } from 'comlink';
import { connectIngest } from '$lib/rpc/ingest';
import type { ImporterApi } from '$lib/rpc/importer';
import { createImporter } from './importer';

/** Loaded beside the first slices, not before them. */
const makeEngine = async () => (await import('../duckdb/engine')).createEngine();

expose(createImporter(makeEngine, connectIngest) satisfies ImporterApi);
