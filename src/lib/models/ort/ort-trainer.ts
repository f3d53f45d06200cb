import type { BuiltModel, Provider } from '../../learn/models/model-types';
import type { Tensors, Trainer, WeightState } from '../runtime';
import { watchDevice, openSession, runSession, tensorsOf } from './ort-session';
import type { Ort, OrtTensor } from './ort-types';

const STATE = ['w', 'm', 'v'] as const;
type StateName = (typeof STATE)[number];
type StateTensors = Record<StateName, OrtTensor>;

async function copied(tensor: OrtTensor): Promise<Float32Array> {
  return Float32Array.from((await tensor.getData()) as Float32Array);
}

/** A trainer whose weights stay where the steps run; only the loss is read back. */
export async function openOrtTrainer(
  ort: Ort,
  provider: Provider,
  model: BuiltModel,
  batch: number,
  start: WeightState,
): Promise<Trainer> {
  const [trainGraph, evaluateGraph] = [model.train({ batch, provider }), model.evaluate({ batch, provider })];
  const stepper = await openSession(ort, trainGraph, provider, ['w2', 'm2', 'v2']);
  const judge = await openSession(ort, evaluateGraph, provider);
  const { lost } = await watchDevice(ort, provider);
  const stateOf = (state: WeightState): StateTensors =>
    tensorsOf(ort, trainGraph, { ...state }) as StateTensors;
  let state = stateOf(start);

  async function step(hyper: readonly [number, number, number], batchTensors: Tensors) {
    const own = tensorsOf(ort, trainGraph, { ...batchTensors, hyper: Float32Array.from(hyper) });
    const { w2, m2, v2, loss } = await runSession(stepper, { ...state, ...own }, lost);
    for (const name of STATE) state[name].dispose();
    state = { w: w2, m: m2, v: v2 };
    const [value, gradientNorm] = (await loss.getData()) as Float32Array;
    loss.dispose();
    return { loss: value, gradientNorm };
  }

  async function evaluate(batchTensors: Tensors): Promise<number> {
    const own = tensorsOf(ort, evaluateGraph, batchTensors);
    const { loss } = await runSession(judge, { w: state.w, ...own }, lost);
    const [value] = (await loss.getData()) as Float32Array;
    loss.dispose();
    return value;
  }

  return {
    batch,
    provider,
    step,
    evaluate,
    async read() {
      const [w, m, v] = await Promise.all(STATE.map((name) => copied(state[name])));
      return { w, m, v };
    },
    async write(given) {
      for (const name of STATE) state[name].dispose();
      state = stateOf({ w: given.w.slice(), m: given.m.slice(), v: given.v.slice() });
    },
    async dispose() {
      for (const name of STATE) state[name].dispose();
      await stepper.release();
      await judge.release();
    },
  };
}
