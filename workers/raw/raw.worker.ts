import { expose } from 'comlink';
import type { RawApi } from '$lib/rpc/raw';
import { createRaw } from './raw';

expose(createRaw() satisfies RawApi);
