import type { Provider } from '../../learn/models/model-types';
import type { Runtime } from '../runtime';
import { openOrtAnswerer } from './ort-answerer';
import { openOrtTrainer } from './ort-trainer';
import type { Ort } from './ort-types';

/**
 * onnxruntime-web as a runtime.
 * @param ort the WASM or the WebGPU entry, its files and threads set in `env` before
 * @param heapBytes of its memory, where the caller can tell
 */
export function ortRuntime(ort: Ort, provider: Provider, heapBytes: () => number = () => 0): Runtime {
  return {
    provider,
    threads: ort.env.wasm.numThreads ?? 1,
    openTrainer: (model, batch, start) => openOrtTrainer(ort, provider, model, batch, start),
    openAnswerer: (model, batch, weights) => openOrtAnswerer(ort, provider, model, batch, weights),
    heapBytes,
  };
}
