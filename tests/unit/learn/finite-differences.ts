import { gradients } from '$lib/learn/gradient';
import { Graph, type Value } from '$lib/learn/onnx/graph';
import { type Shape, sizeOf } from '$lib/learn/onnx/shape';
import { mul } from '$lib/learn/ops/binary';
import { sum } from '$lib/learn/ops/reduce';
import { nextBetween, seedRandom } from '$lib/simulator/random';
import { load } from './run-graph';

/** Greatest |analytic - numeric| / (1 + |numeric|) allowed. */
export const TOLERANCE = 3e-4;

export interface Case {
  shapes: Shape[];
  range?: [number, number];
  build: (...inputs: Value[]) => Value;
}

/** @returns the greatest deviation of the gradients by all inputs from central differences, at a random point */
export async function deviation({ shapes, range = [-1.5, 1.5], build }: Case): Promise<number> {
  const graph = new Graph();
  const inputs = shapes.map((shape, i) => graph.input(`x${i}`, shape));
  const y = build(...inputs);
  const random = seedRandom(7);
  const draw = (length: number, [low, high]: [number, number]) =>
    Float32Array.from({ length }, () => nextBetween(random, low, high));
  const cotangent = draw(sizeOf(y.shape), [-1, 1]);
  const scalar = sum(mul(y, graph.constant(cotangent, y.shape)));
  gradients(scalar, inputs).forEach((d, i) => graph.output(`d${i}`, d));
  graph.output('y', y);
  const run = await load(graph);
  const point = Object.fromEntries(shapes.map((shape, i) => [`x${i}`, draw(sizeOf(shape), range)]));
  const analytic = await run(point);
  const valueAt = async (name: string, at: number, change: number) => {
    const moved = Float32Array.from(point[name]);
    moved[at] += change;
    const { y } = await run({ ...point, [name]: moved });
    return y.reduce((total, value, i) => total + value * cotangent[i], 0);
  };
  let worst = 0;
  for (const [i, shape] of shapes.entries())
    for (let at = 0; at < sizeOf(shape); at++) {
      const central = async (h: number) =>
        ((await valueAt(`x${i}`, at, h)) - (await valueAt(`x${i}`, at, -h))) / (2 * h);
      // Richardson: the error falls with the fourth power of the step, so the step can be large for float32.
      const numeric = (4 * (await central(2 ** -6)) - (await central(2 ** -5))) / 3;
      worst = Math.max(worst, Math.abs(analytic[`d${i}`][at] - numeric) / (1 + Math.abs(numeric)));
    }
  return worst;
}
