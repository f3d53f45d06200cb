import { expose } from 'comlink';
import type { DatabaseApi } from '$lib/rpc/database';
import { createEngine } from '../duckdb/engine';
import { attachAnalysisInBrowser, attachInBrowser } from './attach';
import { createDatabase } from './database';
import { countTransfer } from './transfer';

const watchTransfer = countTransfer(XMLHttpRequest.prototype);
const engine = createEngine();
expose(createDatabase(engine, attachInBrowser, attachAnalysisInBrowser, watchTransfer) satisfies DatabaseApi);
