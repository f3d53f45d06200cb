import type { BuiltModel, EncodedGraph, Provider } from '../learn/models/model-types';

/** Named float32 arrays, each of the length its tensor's shape asks for. */
export type Tensors = Record<string, Float32Array>;

/** The flat vectors that a training step moves, each of the model's padded length. */
export interface WeightState {
  w: Float32Array;
  /** Moments of AdamW. */
  m: Float32Array;
  v: Float32Array;
}

/** A model being trained: its weights stay where it runs (on the graphics device's memory, if it runs there). */
export interface Trainer {
  readonly batch: number;
  readonly provider: Provider;
  /**
   * One step of AdamW.
   * @param hyper learning rate, step from 1, weight decay
   * @param batch the batch's own tensors and `sample_weight`
   * @throws DeviceLostError
   */
  step(
    hyper: readonly [number, number, number],
    batch: Tensors,
  ): Promise<{ loss: number; gradientNorm: number }>;
  /** @returns loss of a batch, summed over its weighted samples */
  evaluate(batch: Tensors): Promise<number>;
  /** The weights as they are, copied off the device. */
  read(): Promise<WeightState>;
  /** Replace the weights. */
  write(state: WeightState): Promise<void>;
  dispose(): Promise<void>;
}

/** A model that answers: one batch in, its outputs out. */
export interface Answerer {
  readonly graph: EncodedGraph;
  readonly provider: Provider;
  run(inputs: Tensors): Promise<Tensors>;
  dispose(): Promise<void>;
}

/** What executes graphs; onnxruntime-web in a worker and in Node. One session is made at a time. */
export interface Runtime {
  readonly provider: Provider;
  readonly threads: number;
  openTrainer(model: BuiltModel, batch: number, start: WeightState): Promise<Trainer>;
  openAnswerer(model: BuiltModel, batch: number, weights: Float32Array): Promise<Answerer>;
  /** Bytes of the runtime's heap; 0 when not known. */
  heapBytes(): number;
}
