/** The four models of the platform this product replaces (reference/original-platform.md). */
export type ModelName = 'autoencoder' | 'vae' | 'forecaster' | 'fault-classifier';

/** Where a graph will run: Scan for WASM, unrolled loops for WebGPU, which has no Scan. */
export type Provider = 'wasm' | 'webgpu';

/** One named tensor within the flat weight vector. */
export interface WeightSlice {
  readonly name: string;
  readonly shape: readonly number[];
  /** First element within the flat vector. */
  readonly offset: number;
}

/** How the flat weight vector is laid out. */
export interface WeightLayout {
  readonly slices: readonly WeightSlice[];
  /** Trainable numbers, without padding. */
  readonly count: number;
  /** Length of the flat vector: `count` padded to a multiple of 1024. */
  readonly padded: number;
}

/** A named float32 tensor that goes into or comes out of a graph. */
export interface TensorSpec {
  readonly name: string;
  readonly shape: readonly number[];
}

/** An encoded ONNX graph and the tensors it takes and gives, in this order. */
export interface EncodedGraph {
  readonly bytes: Uint8Array;
  readonly inputs: readonly TensorSpec[];
  readonly outputs: readonly TensorSpec[];
}

export interface GraphOptions {
  /** Rows or windows a run, > 0. */
  readonly batch: number;
  readonly provider: Provider;
}

/**
 * A model of a given size, ready to be written as graphs.
 *
 * `infer`: inputs `w` [padded], then the model's own (`x` first); outputs named by the model.
 * `train`: inputs `w`, `m`, `v` [padded], `hyper` [3] (learning rate, step from 1, weight decay), the batch's own
 * tensors, `sample_weight` [batch]; outputs `w2`, `m2`, `v2` [padded], `loss` [2] (loss, norm of the gradient before clipping).
 * `evaluate`: inputs `w`, the batch's own tensors, `sample_weight`; output `loss` [1], summed over the weighted samples.
 */
export interface BuiltModel {
  readonly name: ModelName;
  readonly layout: WeightLayout;
  /** @returns [padded] seeded start: equal seeds give equal weights */
  initialWeights(seed: number): Float32Array;
  infer(options: GraphOptions): EncodedGraph;
  train(options: GraphOptions): EncodedGraph;
  evaluate(options: GraphOptions): EncodedGraph;
}

/** One of the four, for any number of tags and window. */
export interface ModelDefinition<Config> {
  readonly name: ModelName;
  readonly defaults: Config;
  /** @throws ShapeError when the configuration cannot be built */
  build(config: Config): BuiltModel;
}
