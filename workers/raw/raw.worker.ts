import { expose } from 'comlink';
import type { RawApi } from '$lib/rpc/raw';
import { loadParquet } from '../sources/parquet/load-library';
import { createRaw } from './raw';

expose(createRaw(loadParquet) satisfies RawApi);
