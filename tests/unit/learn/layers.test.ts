import { describe, expect, it } from 'vitest';
import { attention } from '$lib/learn/layers/attention';
import { convolution } from '$lib/learn/layers/convolution';
import { dense } from '$lib/learn/layers/dense';
import { lstm, recurrence } from '$lib/learn/layers/lstm';
import { meanPool } from '$lib/learn/layers/pooling';
import { gradients } from '$lib/learn/gradient';
import { Graph, type Value } from '$lib/learn/onnx/graph';
import { type Shape, sizeOf } from '$lib/learn/onnx/shape';
import { mul } from '$lib/learn/ops/binary';
import { slice } from '$lib/learn/ops/layout';
import type { LoopForm } from '$lib/learn/ops/loop';
import { sum } from '$lib/learn/ops/reduce';
import type { Weights } from '$lib/learn/weights';
import { type Case, deviation, TOLERANCE } from './finite-differences';
import { load } from './run-graph';

const lstmCase = (form: LoopForm, steps: number): Case => ({
  shapes: [[steps, 2, 3], [3, 8], [2, 8], [8]],
  build: (x, w, r, b) => lstm(x, { 'l.w': w, 'l.r': r, 'l.b': b }, 'l', form),
});

const known = (graph: Graph) => graph.constant([1, 1, 0, 1, 1, 0, 1, 1], [4, 2]);
const asked = (x: Value, last: Value, w: Value, b: Value) =>
  attention(x, last, known(x.graph), { 'q.w': w, 'q.b': b }, 'q');
const attentionShapes: Shape[] = [[4, 2, 3], [2, 3], [3, 3], [3]];

const cases: Record<string, Case> = {
  dense: {
    shapes: [[2, 3, 4], [4, 2], [2]],
    build: (x, w, b) => dense(x, { 'd.w': w, 'd.b': b }, 'd'),
  },
  'LSTM by Scan': lstmCase('scan', 4),
  'LSTM unrolled': lstmCase('unrolled', 4),
  'LSTM of one step': lstmCase('scan', 1),
  'LSTM unrolled over more steps than are joined at once': lstmCase('unrolled', 9),
  'two LSTM layers, the last state': {
    shapes: [[3, 2, 2], [2, 8], [2, 8], [8]],
    build(x, w, r, b) {
      const weights: Weights = { 'l.w': w, 'l.r': r, 'l.b': b };
      return slice(lstm(lstm(x, weights, 'l', 'scan'), weights, 'l', 'scan'), 0, 2, 3);
    },
  },
  'attention, its context': {
    shapes: attentionShapes,
    build: (...at) => asked(...(at as [Value, Value, Value, Value])).context,
  },
  'attention, its shares': {
    shapes: attentionShapes,
    build: (...at) => asked(...(at as [Value, Value, Value, Value])).shares,
  },
  convolution: {
    shapes: [[2, 4, 2], [6, 3], [3]],
    build: (x, w, b) => convolution(x, { 'c.w': w, 'c.b': b }, 'c', 3),
  },
  'mean pooling, steps left over': { shapes: [[2, 5, 2]], build: (x) => meanPool(x, 2) },
};

describe('the gradient of a layer equals finite differences', () => {
  it.each(Object.entries(cases))('of %s', async (_name, each) => {
    expect(await deviation(each)).toBeLessThan(TOLERANCE);
  });
});

const numbers = (length: number, scale = 1) =>
  Float32Array.from({ length }, (_, i) => scale * Math.sin(1.7 * i + 0.3));

describe('LSTM', () => {
  async function outcome(form: LoopForm) {
    const shapes: Record<string, Shape> = { gates: [10, 3, 20], r: [5, 20] };
    const graph = new Graph();
    const [gates, r] = Object.entries(shapes).map(([name, shape]) => graph.input(name, shape));
    const h = recurrence(gates, r, form);
    const [dGates, dR] = gradients(sum(mul(h, h)), [gates, r]);
    for (const [name, value] of Object.entries({ h, dGates, dR })) graph.output(name, value);
    const run = await load(graph);
    return run({ gates: numbers(sizeOf(shapes.gates)), r: numbers(sizeOf(shapes.r), 0.5) });
  }

  it('gives the same by Scan and unrolled, forward and backward', async () => {
    const [scanned, unrolled] = [await outcome('scan'), await outcome('unrolled')];
    for (const name of ['h', 'dGates', 'dR'])
      scanned[name].forEach((value, i) => expect(unrolled[name][i]).toBeCloseTo(value, 6));
  });

  it("equals ONNX's own LSTM op", async () => {
    const graph = new Graph();
    const [x, w, r, b] = [
      graph.input('x', [6, 2, 3]),
      graph.input('w', [3, 16]),
      graph.input('r', [4, 16]),
      graph.input('b', [16]),
    ];
    graph.output('ours', lstm(x, { 'l.w': w, 'l.r': r, 'l.b': b }, 'l', 'scan'));
    const own = [
      graph.input('own.w', [1, 16, 3]),
      graph.input('own.r', [1, 16, 4]),
      graph.input('own.b', [1, 32]),
    ];
    graph.output('own', graph.emit('LSTM', [x, ...own], [6, 1, 2, 4], { hidden_size: 4 }));
    const turned = (data: Float32Array, rows: number) =>
      Float32Array.from({ length: data.length }, (_, i) => data[(i % rows) * 16 + Math.floor(i / rows)]);
    const [wide, tall, bias] = [numbers(48), numbers(64, 0.7), numbers(16, 0.4)];
    const run = await load(graph);
    const result = await run({
      ...{ x: numbers(36), w: wide, r: tall, b: bias },
      ...{ 'own.w': turned(wide, 3), 'own.r': turned(tall, 4) },
      'own.b': Float32Array.of(...bias, ...new Float32Array(16)),
    });
    result.own.forEach((value, i) => expect(result.ours[i]).toBeCloseTo(value, 6));
  });
});

describe('attention', () => {
  async function shares(present: number[]) {
    const graph = new Graph();
    const states = graph.constant(numbers(4 * 1 * 3), [4, 1, 3]);
    const last = graph.constant(numbers(3), [1, 3]);
    const weights = { 'q.w': graph.constant(numbers(9), [3, 3]), 'q.b': graph.constant([0.1, 0.2, 0.3]) };
    graph.output('shares', attention(states, last, graph.input('known', [4, 1]), weights, 'q').shares);
    return [...(await (await load(graph))({ known: Float32Array.from(present) })).shares];
  }

  it('gives no share to unknown steps, and all to the known', async () => {
    const [a, b, c, d] = await shares([1, 0, 1, 0]);
    expect([b, d]).toEqual([0, 0]);
    expect(a + c).toBeCloseTo(1, 6);
  });

  it('gives equal shares when no step is known', async () => {
    expect(await shares([0, 0, 0, 0])).toEqual([0.25, 0.25, 0.25, 0.25]);
  });
});

describe('layers name themselves and the shapes', () => {
  const graph = new Graph();
  const x = graph.input('x', [2, 5, 4]);
  const w = graph.input('w', [3, 8]);
  it.each<[string, () => unknown]>([
    [
      'lstm of [2, 5, 4] and [3, 8]: not [steps, batch, 4 hidden], [hidden, 4 hidden]',
      () => recurrence(x, w, 'scan'),
    ],
    [
      'attention of [2, 5, 4] and [3, 8] and [2, 5]: they do not fit',
      () => attention(x, w, graph.input('k', [2, 5]), {}, 'q'),
    ],
    [
      'convolution of [2, 5, 4]: three axes and an odd width are needed, not 2',
      () => convolution(x, {}, 'c', 2),
    ],
    ['meanPool of [2, 5, 4]: 6 steps are not there', () => meanPool(x, 6)],
    ['matmul of [2, 5, 4] and [3, 8]: inner sizes 4 and 3 differ', () => dense(x, { 'd.w': w }, 'd')],
  ])('%s', (message, build) => expect(build).toThrow(message));
});
