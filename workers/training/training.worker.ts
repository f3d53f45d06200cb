import { expose } from 'comlink';
import type { TrainingApi } from '$lib/rpc/training';
import { readCheckpoint, readTrial, saveCheckpoint, saveTrial } from '$lib/store/model-memory';
import { adapterName } from '../inference/adapter';
import { loadRuntime } from '../inference/load-ort';
import { createTraining } from './training';

const host = { loadRuntime, adapterName, readCheckpoint, saveCheckpoint, readTrial, saveTrial };
expose(createTraining(host) satisfies TrainingApi);
