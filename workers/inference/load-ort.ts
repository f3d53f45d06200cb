import asyncifyGlueUrl from 'onnxruntime-web/ort-wasm-simd-threaded.asyncify.mjs?url';
import asyncifyWasmUrl from 'onnxruntime-web/ort-wasm-simd-threaded.asyncify.wasm?url';
import glueUrl from 'onnxruntime-web/ort-wasm-simd-threaded.mjs?url';
import wasmUrl from 'onnxruntime-web/ort-wasm-simd-threaded.wasm?url';
import type { Provider } from '$lib/learn/models/model-types';
import { ModelFileError } from '$lib/models/errors';
import { ortRuntime } from '$lib/models/ort/ort-runtime';
import type { Ort } from '$lib/models/ort/ort-types';
import type { Runtime } from '$lib/models/runtime';

/** More threads than this gain nothing on models of these sizes. */
const MOST_THREADS = 4;
const ADVICE = 'Look whether the site can be reached, then try again; what was trained before is kept.';

const loaded = new Map<Provider, Promise<Runtime>>();

/**
 * onnxruntime-web from this site, loaded when it is first asked for. `onnxruntime-web/webgpu` for graphics devices:
 * the default entry holds an older backend that gives wrong numbers.
 * @throws ModelFileError when its files cannot be loaded
 */
export function loadRuntime(provider: Provider): Promise<Runtime> {
  const known = loaded.get(provider);
  if (known) return known;
  const loading = (provider === 'wasm' ? loadWasm() : loadWebGpu()).catch((cause: unknown) => {
    throw new ModelFileError('the program that runs models cannot be loaded', ADVICE, { cause });
  });
  loaded.set(provider, loading);
  loading.catch(() => loaded.delete(provider));
  return loading;
}

async function loadWasm(): Promise<Runtime> {
  const ort = (await import('onnxruntime-web/wasm')) as unknown as Ort;
  setUp(ort, glueUrl, wasmUrl);
  return ortRuntime(ort, 'wasm', heapOf);
}

async function loadWebGpu(): Promise<Runtime> {
  const ort = (await import('onnxruntime-web/webgpu')) as unknown as Ort;
  setUp(ort, asyncifyGlueUrl, asyncifyWasmUrl);
  return ortRuntime(ort, 'webgpu', heapOf);
}

/** All of it from this site: nothing is asked of another host. */
function setUp(ort: Ort, glue: string, wasm: string): void {
  ort.env.wasm.numThreads = threads();
  ort.env.wasm.wasmPaths = {
    mjs: new URL(glue, import.meta.url).href,
    wasm: new URL(wasm, import.meta.url).href,
  };
  ort.env.logLevel = 'error';
}

/** Threads need memory that is shared, which only isolated pages may have. */
export const threads = (): number =>
  self.crossOriginIsolated ? Math.min(MOST_THREADS, navigator.hardwareConcurrency || 1) : 1;

/** Memories that were made in this worker: the greatest is the runtime's. */
const memories: WebAssembly.Memory[] = [];
const Memory = WebAssembly.Memory;
WebAssembly.Memory = class extends Memory {
  constructor(descriptor: WebAssembly.MemoryDescriptor) {
    super(descriptor);
    memories.push(this);
  }
};

/** Bytes of the runtime's heap, 0 before it is known. */
const heapOf = (): number => Math.max(0, ...memories.map(({ buffer }) => buffer.byteLength));
