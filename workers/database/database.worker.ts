import { expose } from 'comlink';
import type { DatabaseApi } from '$lib/rpc/database';
import { createEngine } from '../duckdb/engine';
import { attachInBrowser } from './attach';
import { createDatabase } from './database';

expose(createDatabase(createEngine(), attachInBrowser) satisfies DatabaseApi);
