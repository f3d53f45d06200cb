import { expose } from 'comlink';
import { connectIngest } from '$lib/rpc/ingest';
import type { ImporterApi } from '$lib/rpc/importer';
import { connectWriter } from '$lib/rpc/writer';
import { createImporter } from './importer';

expose(createImporter(connectWriter, connectIngest) satisfies ImporterApi);
