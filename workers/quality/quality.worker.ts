import { expose } from 'comlink';
import type { QualityApi } from '$lib/rpc/quality';
import { createQuality } from './quality';

expose(createQuality() satisfies QualityApi);
