import { answerAll, type AnswerControl } from './answer-all';
import { calibrate, type Calibration } from './calibrate';
import { confusionOf, type Confusion } from './confusion';
import type { Judged } from './judge-rows';
import type { Part } from './prepare-training';
import type { Answerer } from './runtime';
import { named } from './unknown';

export interface JudgedClasses extends Judged {
  calibration: Calibration;
  /** Of the test part; missing where it holds no windows. */
  confusion?: Confusion;
}

/**
 * How a classifier does on the test part: share of windows named rightly, beside always naming the commonest class; its
 * shares are calibrated on the validation part.
 */
export async function judgeClasses(
  answerer: Answerer,
  { validation, test }: { validation: Part; test: Part },
  classes: readonly string[],
  nowMs: number,
  control: AnswerControl = {},
): Promise<JudgedClasses> {
  const sharesOf = async (part: Part) =>
    part.samples.count === 0
      ? new Float32Array()
      : (await answerAll(answerer, part.samples, ['y'], control)).y;
  const calibration = calibrate(
    await sharesOf(validation),
    classesOf(validation, classes.length),
    classes.length,
  );
  const known = classesOf(test, classes.length);
  if (known.length === 0) return { quality: [], thresholds: [], calibration };
  const said = named(await sharesOf(test), classes.length).class;
  const confusion = confusionOf(known, said, classes);
  const percent = (count: number) => (100 * count) / known.length;
  const right = confusion.counts.reduce((sum, row, at) => sum + row[at], 0);
  const commonest = Math.max(...confusion.counts.map((row) => row.reduce((sum, count) => sum + count, 0)));
  return {
    ...{ calibration, confusion, thresholds: [] },
    quality: [
      {
        measure: 'windows whose state it names rightly',
        ...{ unit: '%', value: percent(right), better: 'higher' },
        baselines: [{ name: 'always the commonest', value: percent(commonest) }],
        data: 'labelled time of this plant that taught nothing',
        judgedOn: new Date(nowMs).toISOString().slice(0, 10),
      },
    ],
  };
}

/** Class of each sample. */
function classesOf({ samples }: Part, classCount: number): Uint8Array {
  const order = Int32Array.from({ length: samples.count }, (_, at) => at);
  return named(samples.tensors(order, null).target, classCount).class;
}
