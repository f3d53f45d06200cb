import { expose } from 'comlink';
import type { WriterApi } from '$lib/rpc/writer';
import { createEngine } from '../duckdb/engine';
import { createWriter } from './writer';

expose(createWriter(createEngine) satisfies WriterApi);
