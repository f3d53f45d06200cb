import { answerAll, type AnswerControl } from './answer-all';
import type { QualityFigure } from './manifest';
import type { Part } from './prepare-training';
import type { Answerer } from './runtime';

/** How a classifier does on the test part: share of windows named rightly, beside always naming the commonest class. */
export async function judgeClasses(
  answerer: Answerer,
  test: Part,
  classCount: number,
  nowMs: number,
  control: AnswerControl = {},
): Promise<QualityFigure[]> {
  const { y } = await answerAll(answerer, test.samples, ['y'], control);
  const order = Int32Array.from({ length: test.samples.count }, (_, at) => at);
  const { target } = test.samples.tensors(order, null);
  const counts = new Float64Array(classCount);
  let right = 0;
  for (let window = 0; window < order.length; window++) {
    const known = greatest(target, window * classCount, classCount);
    counts[known] += 1;
    if (greatest(y, window * classCount, classCount) === known) right += 1;
  }
  if (order.length === 0) return [];
  return [
    {
      measure: 'windows whose state it names rightly',
      ...{ unit: '%', value: (100 * right) / order.length, better: 'higher' },
      baselines: [{ name: 'always the commonest', value: (100 * Math.max(...counts)) / order.length }],
      ...{ data: 'test part of this plant', judgedOn: new Date(nowMs).toISOString().slice(0, 10) },
    },
  ];
}

function greatest(values: Float32Array, from: number, count: number): number {
  let best = 0;
  for (let at = 1; at < count; at++) if (values[from + at] > values[from + best]) best = at;
  return best;
}
