import { expose } from 'comlink';
import type { InferenceApi } from '$lib/rpc/inference';
import { readTrial, saveTrial } from '$lib/store/model-memory';
import { adapterName } from './adapter';
import { createInference } from './inference';
import { loadRuntime } from './load-ort';

expose(createInference({ loadRuntime, adapterName, readTrial, saveTrial }) satisfies InferenceApi);
