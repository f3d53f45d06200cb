import { expose } from 'comlink';
import type { DetectApi } from '$lib/rpc/detect';
import { createDetect } from './detect';

expose(createDetect() satisfies DetectApi);
