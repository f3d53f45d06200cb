import { InferenceSession, Tensor } from 'onnxruntime-web';
import type { EncodedGraph } from '$lib/learn/models';
import { encodeModel } from '$lib/learn/onnx/encode';
import type { Graph } from '$lib/learn/onnx/graph';

export type Arrays = Record<string, Float32Array>;
export type Run = (inputs: Arrays) => Promise<Arrays>;

/** Load a graph in onnxruntime's WASM, and return a function that runs it. */
export const load = (graph: Graph): Promise<Run> =>
  loadEncoded({ bytes: encodeModel(graph), inputs: graph.inputs, outputs: graph.outputs });

/** Load an encoded graph in onnxruntime's WASM, and return a function that runs it. */
export async function loadEncoded({ bytes, inputs: specs }: EncodedGraph): Promise<Run> {
  const session = await InferenceSession.create(bytes);
  return async (inputs) => {
    const feeds = specs.map(({ name, shape }) => [name, new Tensor('float32', inputs[name], shape)]);
    const outputs = await session.run(Object.fromEntries(feeds));
    return Object.fromEntries(
      Object.entries(outputs).map(([name, { data }]) => [name, Float32Array.from(data as Float32Array)]),
    );
  };
}
