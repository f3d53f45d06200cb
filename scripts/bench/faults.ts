// npm run bench:faults [-- --data ../shared/datasets] [--seconds 180] [--threads 1] [--cache .cache/models] [--only tep,simulated] [--json] [--calibrate]
// --calibrate writes temperature and limit of "unknown", fitted on the validation plants, into the shipped model.json.
// Which fault it is: Tennessee Eastman after training in the product's own loop, and the shipped weights on unseen simulated plants.
import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import * as ort from 'onnxruntime-web';
import { answerAll } from '../../src/lib/models/answer-all';
import { ortRuntime } from '../../src/lib/models/ort/ort-runtime';
import { calibrate, tempered, type Calibration } from '../../src/lib/models/calibrate';
import { named } from '../../src/lib/models/unknown';
import { classSet } from '../models/class-set';
import { nearestCentroid } from '../models/centroids';
import { confusionOf, type Confusion } from '../../src/lib/models/confusion';
import { accuracy, macroF1, scoresOf } from '../models/confusion';
import { CLASSES } from '../models/labels';
import { SEEDS } from '../models/plants';
import { poolPlants } from '../models/pooled';
import { SHIPPED_RIGHT as RIGHT } from '../models/judge';
import { RECIPES } from '../models/recipes';
import { clockJumps } from '../models/traceless';
import { readModel } from '../models/write-model';
import { judgeTepClasses } from './faults-tep';

const { values: options } = parseArgs({
  options: {
    data: { type: 'string', default: '../shared/datasets' },
    seconds: { type: 'string', default: '180' },
    threads: { type: 'string', default: '1' },
    cache: { type: 'string', default: '.cache/models' },
    only: { type: 'string', default: 'tep,simulated' },
    json: { type: 'boolean', default: false },
    calibrate: { type: 'boolean', default: false },
  },
});

ort.env.wasm.numThreads = Number(options.threads);
const runtime = ortRuntime(ort, 'wasm');
const say = (text: string) => process.stdout.write(`${text}\n`);
const percent = (share: number | null) => (share === null ? '-' : `${(100 * share).toFixed(1)} %`);

function table(ours: Confusion, plain: Confusion): void {
  say('| class | windows | recall | precision | F1 | nearest centroid: recall, F1 |');
  say(`|${'---|'.repeat(6)}`);
  const other = scoresOf(plain);
  scoresOf(ours).forEach(({ name, windows, recall, precision, f1 }, at) => {
    const beside = `${percent(other[at].recall)}, ${other[at].f1?.toFixed(2) ?? '-'}`;
    say(
      `| ${[name, windows, percent(recall), percent(precision), f1?.toFixed(2) ?? '-', beside].join(' | ')} |`,
    );
  });
  say(
    `\nMacro-F1 ${macroF1(ours).toFixed(3)} (nearest centroid ${macroF1(plain).toFixed(3)}), named rightly ${percent(accuracy(ours))} (${percent(accuracy(plain))}).`,
  );
}

const figuresOf = (confusion: Confusion) => ({
  macroF1: macroF1(confusion),
  accuracy: accuracy(confusion),
  classes: scoresOf(confusion),
});

async function tep() {
  const found = await judgeTepClasses(options.data, runtime, Number(options.seconds));
  if (!found) {
    say(`Tennessee Eastman: no files in ${options.data}/tep`);
    return null;
  }
  const { confusion, centroid, trainedSeconds, epochs, samples } = found;
  say(
    `## Tennessee Eastman: ${samples.train} windows to train, ${samples.validation} to validate, ${samples.test} to test; ${Math.round(trainedSeconds)} s, best epoch ${epochs}\n`,
  );
  table(confusion, centroid);
  return { ...figuresOf(confusion), centroid: figuresOf(centroid), trainedSeconds, epochs, samples };
}

const CARD = 'static/models/fault-classifier/model.json';

function writeCalibration(calibration: Calibration): void {
  const card = { ...JSON.parse(readFileSync(CARD, 'utf8')), calibration };
  writeFileSync(CARD, `${JSON.stringify(card, null, 1)}\n`);
  say(`\ncalibration written to ${CARD}: ${JSON.stringify(calibration)}`);
}

async function simulated() {
  const recipe = RECIPES['fault-classifier']();
  const { model, answerBatch, config } = recipe;
  const steps = Number(config.steps);
  const { weights } = await readModel('static/models', 'fault-classifier', model.layout);
  const set = classSet(poolPlants(options.cache, recipe), steps);
  const answerer = await runtime.openAnswerer(model, answerBatch, weights);
  const sharesOf = async (part: 'validation' | 'test') =>
    (await answerAll(answerer, set[part].samples, ['y'])).y;
  const calibration = calibrate(await sharesOf('validation'), set.labels.validation.classes, CLASSES.length);
  const least = calibration.unknownBelow ?? Infinity;
  const said = named(
    tempered(await sharesOf('test'), CLASSES.length, calibration.temperature),
    CLASSES.length,
  );
  if (options.calibrate) writeCalibration(calibration);
  await answerer.dispose();
  const { train, test } = set.labels;
  const ours = confusionOf(test.classes, said.class, CLASSES);
  const plain = confusionOf(
    test.classes,
    nearestCentroid(set.matrix, train, test, { steps, classes: CLASSES.length }),
    CLASSES,
  );
  const sure = Array.from(said.share, (_, at) => at).filter((at) => said.share[at] >= least);
  const right = sure.filter((at) => said.class[at] === test.classes[at]).length / sure.length;
  const unknown = 1 - sure.length / test.classes.length;
  say(
    `\n## Shipped weights on ${SEEDS.test.length} simulated plants never trained on (seeds ${SEEDS.test[0]} to ${SEEDS.test.at(-1)})\n`,
  );
  table(ours, plain);
  say(
    `"Unknown" below a probability of ${least.toFixed(3)} at temperature ${calibration.temperature.toFixed(2)}, chosen on the validation plants so that ${percent(RIGHT)} of the named are right: ${percent(unknown)} unknown, ${percent(right)} of the named right.`,
  );
  const jumps = clockJumps(set.matrix, test, steps);
  say(
    `${jumps.traceless} of the ${jumps.windows} windows of clock_jump hold no trace of it: every minute has its usual rows.`,
  );
  return {
    ...figuresOf(ours),
    centroid: figuresOf(plain),
    jumps,
    calibration,
    unknown: { share: unknown, right },
  };
}

const wanted = options.only.split(',');
const results = {
  tep: wanted.includes('tep') ? await tep() : null,
  simulated: wanted.includes('simulated') ? await simulated() : null,
};
if (options.json) say(JSON.stringify(results));
process.exit(0);
