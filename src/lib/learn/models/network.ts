import { gradients } from '../gradient';
import { weightedMean } from '../losses';
import { encodeModel } from '../onnx/encode';
import { Graph, type Value } from '../onnx/graph';
import { ShapeError } from '../onnx/shape';
import { mul } from '../ops/binary';
import { concat, reshape } from '../ops/layout';
import { sum } from '../ops/reduce';
import { adamW } from '../optimiser';
import { layOut, startWeights, takeWeights, type Weights, type WeightSpec } from '../weights';
import type { BuiltModel, EncodedGraph, GraphOptions, ModelName, Provider, TensorSpec } from './model-types';

/** Tensors by name. */
export type Tensors = Readonly<Record<string, Value>>;

/** What is particular to a model: its weights, its inputs and two functions over them. */
export interface Network {
  readonly name: ModelName;
  readonly weights: readonly WeightSpec[];
  /** Inputs of `infer` after `w`. */
  inferInputs(batch: number): TensorSpec[];
  /** Inputs of `train` and `evaluate` that the data brings, without `sample_weight`. */
  batchInputs(batch: number): TensorSpec[];
  infer(weights: Weights, inputs: Tensors, provider: Provider): Tensors;
  /** @returns loss of each sample, [batch] */
  loss(weights: Weights, inputs: Tensors, provider: Provider): Value;
}

/** @returns the model with its three graphs, as the contract has them */
export function buildNetwork(network: Network): BuiltModel {
  const layout = layOut(network.weights);
  const flat = (graph: Graph, name: string) => graph.input(name, [layout.padded]);
  const addInputs = (graph: Graph, specs: readonly TensorSpec[]): Tensors =>
    Object.fromEntries(specs.map(({ name, shape }) => [name, graph.input(name, shape)]));

  function infer({ batch, provider }: GraphOptions): EncodedGraph {
    const graph = new Graph();
    const weights = takeWeights(flat(graph, 'w'), layout);
    const outputs = network.infer(weights, addInputs(graph, network.inferInputs(batch)), provider);
    for (const [name, value] of Object.entries(outputs)) graph.output(name, value);
    return encoded(graph);
  }

  function rowLoss(graph: Graph, w: Value, { batch, provider }: GraphOptions) {
    const inputs = addInputs(graph, network.batchInputs(batch));
    const sampleWeight = graph.input('sample_weight', [batch]);
    return { rows: network.loss(takeWeights(w, layout), inputs, provider), sampleWeight };
  }

  function evaluate(options: GraphOptions): EncodedGraph {
    const graph = new Graph();
    const { rows, sampleWeight } = rowLoss(graph, flat(graph, 'w'), options);
    graph.output('loss', reshape(sum(mul(rows, sampleWeight)), [1]));
    return encoded(graph);
  }

  function train(options: GraphOptions): EncodedGraph {
    const graph = new Graph();
    const [weights, firstMoment, secondMoment] = ['w', 'm', 'v'].map((name) => flat(graph, name));
    const hyper = graph.input('hyper', [3]);
    const { rows, sampleWeight } = rowLoss(graph, weights, options);
    const loss = weightedMean(rows, sampleWeight);
    const [gradient] = gradients(loss, [weights]);
    const next = adamW({ weights, firstMoment, secondMoment }, gradient, hyper);
    graph.output('w2', next.weights);
    graph.output('m2', next.firstMoment);
    graph.output('v2', next.secondMoment);
    graph.output('loss', concat([reshape(loss, [1]), reshape(next.norm, [1])], 0));
    return encoded(graph);
  }

  return {
    ...{ name: network.name, layout, infer, train, evaluate },
    initialWeights: (seed) => startWeights(network.weights, seed),
  };
}

/** @throws ShapeError that names the model when a size is not a whole number above 0 */
export function checkSizes(
  model: ModelName,
  sizes: Readonly<Record<string, number | readonly number[]>>,
): void {
  for (const [name, value] of Object.entries(sizes)) {
    const all = typeof value === 'number' ? [value] : value;
    if (!all.every((size) => Number.isInteger(size) && size > 0) || all.length === 0)
      throw new ShapeError(`${model} ${name}`, [all], 'sizes must be whole numbers above 0');
  }
}

const encoded = (graph: Graph): EncodedGraph => ({
  bytes: encodeModel(graph),
  inputs: graph.inputs.map(specOf),
  outputs: graph.outputs.map(specOf),
});

const specOf = ({ name, shape }: Value): TensorSpec => ({ name, shape });
