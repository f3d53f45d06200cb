import type { BuiltModel, Provider } from '../../learn/models/model-types';
import type { Answerer, Tensors } from '../runtime';
import { watchDevice, openSession, runSession, tensorsOf } from './ort-session';
import type { Ort } from './ort-types';

/** A model that answers batches of one size. */
export async function openOrtAnswerer(
  ort: Ort,
  provider: Provider,
  model: BuiltModel,
  batch: number,
  weights: Float32Array,
): Promise<Answerer> {
  const graph = model.infer({ batch, provider });
  const session = await openSession(ort, graph, provider);
  const { lost } = await watchDevice(ort, provider);
  const { w } = tensorsOf(ort, graph, { w: weights });
  return {
    graph,
    provider,
    async run(inputs: Tensors) {
      const found = await runSession(session, { w, ...tensorsOf(ort, graph, inputs) }, lost);
      const outputs: Tensors = {};
      for (const [name, tensor] of Object.entries(found)) {
        outputs[name] = Float32Array.from((await tensor.getData()) as Float32Array);
        tensor.dispose();
      }
      return outputs;
    },
    async dispose() {
      w.dispose();
      await session.release();
    },
  };
}
