import { batchOf } from './shuffle';
import type { Answerer, Tensors } from './runtime';
import type { Samples } from './samples';

export interface AnswerControl {
  signal?: AbortSignal;
  /** Share that is done, 0 to 1. */
  onprogress?(fraction: number): void;
  /** Let the worker's other messages in. */
  breathe?(): Promise<void>;
}

const breathe = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));
const BREATHE_MS = 50;

/**
 * Outputs of a model for all samples, batch by batch.
 * @param wanted names of the outputs to keep
 * @returns each output of all samples, shape [samples, its own shape of one]
 * @throws the signal's reason; DeviceLostError
 */
export async function answerAll(
  answerer: Answerer,
  samples: Samples,
  wanted: readonly string[],
  { signal, onprogress, breathe: letIn = breathe }: AnswerControl = {},
): Promise<Tensors> {
  const batch = answerer.graph.inputs.find(({ name }) => name === 'x')!.shape[0];
  const order = Int32Array.from({ length: samples.count }, (_, at) => at);
  const found: Tensors = {};
  let lastBreath = performance.now();
  for (let from = 0; from < samples.count; from += batch) {
    const { places } = batchOf(order, from / batch, batch);
    const outputs = await answerer.run(samples.tensors(places, null));
    for (const name of wanted) {
      const each = outputs[name].length / batch;
      found[name] ??= new Float32Array(samples.count * each);
      const rows = Math.min(batch, samples.count - from);
      found[name].set(outputs[name].subarray(0, rows * each), from * each);
    }
    if (performance.now() - lastBreath < BREATHE_MS) continue;
    onprogress?.((from + batch) / samples.count);
    await letIn();
    lastBreath = performance.now();
    signal?.throwIfAborted();
  }
  return found;
}
