// npm run bench:train [-- --python /tmp/torch-venv/bin/python] [--threads 1,2] [--seconds 4] [--only autoencoder,vae]
//   [--stop] also times training to early stop on 130,000 x 95; [--json] ends with one line of JSON.
import { spawnSync } from 'node:child_process';
import { loadavg } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { CASES, type StepTimes } from './train-cases';

const { values: options } = parseArgs({
  options: {
    python: { type: 'string' },
    threads: { type: 'string', default: '1,2' },
    seconds: { type: 'string', default: '4' },
    only: { type: 'string' },
    stop: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
  },
});

const file = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const cases = CASES.filter(({ name }) => !options.only || options.only.split(',').includes(name));
const threads = options.threads.split(',');

interface Row extends StepTimes {
  torch: StepTimes | null;
}

interface ToStop {
  name: string;
  threads: number;
  seconds: number;
  epochs: number;
  steps: number;
  stopped: string;
  firstValidation: number;
  bestValidation: number;
}

/** @returns the lines of JSON that a child printed; its own words when it failed */
function child<T>(command: string, args: string[]): T[] {
  const { status, stdout, stderr } = spawnSync(command, args, { encoding: 'utf8', maxBuffer: 1 << 26 });
  if (status !== 0)
    throw new Error(`${command} ${args[0]} failed: ${stderr.trim().split('\n').slice(-5).join('\n')}`);
  return stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as T);
}

const tsx = <T>(path: string, args: string[]) =>
  child<T>(process.execPath, [
    ...[file('../../node_modules/tsx/dist/cli.mjs'), '--tsconfig', file('../../tests/tsconfig.json')],
    ...[file(path), ...args],
  ]);

/** Ours and PyTorch's right after each other, so that both meet the same machine. */
function timeCase(each: (typeof cases)[number], count: string): Row {
  const asked = [count, options.seconds, JSON.stringify([each])];
  const [ours] = tsx<StepTimes>('train-steps.ts', asked);
  const [torch] = options.python
    ? child<StepTimes>(options.python, ['-B', file('../../training/step_speed.py'), ...asked])
    : [null];
  return { ...ours, torch };
}

const cell = (value: number) => value.toPrecision(3);
/** Cells of PyTorch's times and of the ratios. */
const besideTorch = (ours: StepTimes, torch: StepTimes | null): string[] =>
  torch
    ? [
        ...[torch.medianMs, torch.leastMs, torch.cpuMs].map(cell),
        `${cell(ours.medianMs / torch.medianMs)}, ${cell(ours.cpuMs / torch.cpuMs)}`,
      ]
    : ['not at hand', '-', '-', '-'];
const say = (text: string) => process.stdout.write(`${text}\n`);

const before = loadavg()[0];
say(
  '| model | batch | threads | ms a step (median) | least | CPU ms | steps/s | PyTorch ms | least | CPU ms | ours / PyTorch: median, CPU |',
);
say(`|${'---|'.repeat(11)}`);
const rows: Row[] = [];
for (const each of cases)
  for (const count of threads) {
    const row = timeCase(each, count);
    const { name, batch, medianMs, leastMs, cpuMs, torch } = row;
    const ours = [cell(medianMs), cell(leastMs), cell(cpuMs), cell(1000 / medianMs)];
    say(`| ${[name, batch, count, ...ours, ...besideTorch(row, torch)].join(' | ')} |`);
    rows.push(row);
  }

const stops: ToStop[] = [];
if (options.stop) {
  say(
    '\n| model, 130,000 x 95 | threads | s to stop | epochs | stopped | validation: first, best |\n|---|---|---|---|---|---|',
  );
  for (const name of ['autoencoder', 'vae']) {
    const [stop] = tsx<ToStop>('train-rows.ts', [threads[threads.length - 1], name]);
    say(
      `| ${[name, stop.threads, cell(stop.seconds), stop.epochs, stop.stopped, `${cell(stop.firstValidation)}, ${cell(stop.bestValidation)}`].join(' | ')} |`,
    );
    stops.push(stop);
  }
}
say(`\nLoad of the machine: ${before.toFixed(1)} before, ${loadavg()[0].toFixed(1)} after.`);
if (options.json) say(JSON.stringify({ rows, stops, load: [before, loadavg()[0]] }));
