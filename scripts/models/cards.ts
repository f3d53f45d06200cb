// docs/models.md: the cards of the shipped models, from their model.json. Run by models:build
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { parseManifest } from '../../src/lib/models/manifest-parse';
import type { ModelManifest, QualityFigure } from '../../src/lib/models/manifest';
import { MODELS } from '../../src/lib/models/registry';
import type { Verdict } from './judge';

type Card = ModelManifest & Pick<Verdict, 'confusion'>;

const INTRO = `# The shipped models

Written by \`npm run models:build\` from \`static/models/*/model.json\`; do not edit. Each folder holds \`weights.bin\` (float32, little-endian, one flat
vector), \`infer.onnx\` (takes that vector as its input \`w\`, so any ONNX runtime can run it) and \`model.json\`. How the graphs are made:
[learning.md](learning.md).

The weights are a start for a plant whose tags map to the canonical ones; the plant's own history is the teacher. They have seen **simulated plants
only** ([simulator.md](simulator.md)): what is measured below is measured on simulated plants of other seeds, and says nothing yet about a real one.
The page judges each model anew on the open plant.
`;

const number = (value: number): string => String(Number(value.toPrecision(3)));

function qualityTable(quality: readonly QualityFigure[]): string {
  const rows = quality.map(({ measure, unit, value, better, baselines }) => {
    const beside = baselines.map((each) => `${each.name} ${number(each.value)}`).join(', ');
    const shown = unit === 'in its unit' || unit === '' ? number(value) : `${number(value)} ${unit}`;
    return `| ${measure} | ${shown} | ${beside} | ${better} |`;
  });
  return ['| measured | model | beside | better |', '| --- | --- | --- | --- |', ...rows].join('\n');
}

function classTable({ scores, classes, counts }: NonNullable<Card['confusion']>): string {
  const rows = scores.map(({ name, windows, recall, precision, f1 }, i) => {
    const wrong = counts[i].map((count, k) => ({ count, name: classes[k] })).filter((_, k) => k !== i);
    const taken = wrong.sort((a, b) => b.count - a.count)[0];
    const mistake = taken.count > 0 ? `${taken.name} (${taken.count})` : '';
    const share = (value: number | null) => (value === null ? '-' : number(value));
    return `| ${name} | ${windows} | ${share(recall)} | ${number(precision)} | ${share(f1)} | ${mistake} |`;
  });
  const head = '| class | windows | recall | precision | F1 | most often taken for |';
  return [head, '| --- | --- | --- | --- | --- | --- |', ...rows].join('\n');
}

function card(model: Card): string {
  const { title, purpose } = MODELS.find(({ name }) => name === model.name)!;
  const { training, features, quality, confusion } = model;
  const minutes = number(training.seconds / 60);
  return [
    `## ${title}, version ${model.version}`,
    `For: ${purpose}. ${features.length} inputs${model.steps > 1 ? `, ${model.steps} steps of ${model.stepSeconds} s` : ''}; ${number(model.weights.bytes / 1e6)} MB.`,
    `Trained on ${training.data}; ${training.samples.train} samples, ${training.samples.validation} to validate, ${training.samples.test} to test; best epoch ${training.epoch}, ${minutes} minutes (${training.device}), ${model.builtOn.slice(0, 10)}.`,
    `Measured on ${quality[0].data}.`,
    qualityTable(quality),
    ...(confusion ? [classTable(confusion)] : []),
  ].join('\n\n');
}

/** Write the cards of all models that are there. */
export async function writeCards(folder: string, path: string): Promise<void> {
  const cards = MODELS.map(({ name }) => join(folder, name, 'model.json'))
    .filter((file) => existsSync(file))
    .map((file) => card(parseManifest(JSON.parse(readFileSync(file, 'utf8'))) as Card));
  const text = [INTRO.trim(), ...cards].join('\n\n');
  writeFileSync(path, await format(text, { ...(await resolveConfig(path)), parser: 'markdown' }));
}
