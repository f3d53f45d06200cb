import { InferenceSession, Tensor } from 'onnxruntime-web';
import { encodeModel } from '$lib/learn/onnx/encode';
import type { Graph } from '$lib/learn/onnx/graph';

export type Arrays = Record<string, Float32Array>;

/** Load a graph in onnxruntime's WASM, and return a function that runs it. */
export async function load(graph: Graph): Promise<(inputs: Arrays) => Promise<Arrays>> {
  const session = await InferenceSession.create(encodeModel(graph));
  return async (inputs) => {
    const feeds = graph.inputs.map(({ name, shape }) => [name, new Tensor('float32', inputs[name], shape)]);
    const outputs = await session.run(Object.fromEntries(feeds));
    return Object.fromEntries(
      Object.entries(outputs).map(([name, { data }]) => [name, Float32Array.from(data as Float32Array)]),
    );
  };
}
