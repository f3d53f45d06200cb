import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';

export const USAGE = `usage: simulate.mjs --out plant.csv [--days 90] [--hz 1] [--seed 7] [--start 2024-01-01T00:00:00Z]
  [--faults plan.json | --faults none] [--truth truth.csv] [--workers ${availableParallelism()}] [--json]
--hz is one reading each 1, 2, 5, 10, 20, 30 or 60 seconds: 1, 0.5, 0.2, 0.1, 0.05, 0.0333, 0.0167`;

/** Raised for a command line that cannot be obeyed. */
export class ArgumentError extends Error {
  name = 'ArgumentError';
}

const HOUR_SECONDS = 3600;
const HOUR_MS = 3_600_000;

function numberOf(text, name, isGood, what) {
  const value = Number(text);
  if (text === '' || !isGood(value)) throw new ArgumentError(`--${name} "${text}" is not ${what}`);
  return value;
}

function startOf(text) {
  const ms = Date.parse(text);
  if (Number.isNaN(ms)) throw new ArgumentError(`--start "${text}" is not an ISO time`);
  if (ms % HOUR_MS !== 0) throw new ArgumentError(`--start "${text}" is not a whole hour`);
  return ms;
}

function intervalOf(hz) {
  const seconds = Math.round(1 / hz);
  if (!(hz > 0 && hz <= 1 && HOUR_SECONDS % seconds === 0)) {
    throw new ArgumentError(`--hz "${hz}" is not one reading each so many whole seconds that divide an hour`);
  }
  return seconds;
}

const OPTIONS = {
  days: { type: 'string', default: '90' },
  hz: { type: 'string', default: '1' },
  seed: { type: 'string', default: '7' },
  out: { type: 'string' },
  faults: { type: 'string' },
  truth: { type: 'string' },
  start: { type: 'string', default: '2024-01-01T00:00:00Z' },
  workers: { type: 'string', default: String(availableParallelism()) },
  json: { type: 'boolean', default: false },
};

function valuesOf(argv) {
  try {
    return parseArgs({ args: argv, options: OPTIONS }).values;
  } catch (error) {
    throw new ArgumentError(error.message, { cause: error });
  }
}

/**
 * Options of a command line; `hours` is the period, `everySeconds` the sampling interval.
 * @throws ArgumentError
 */
export function parseArguments(argv) {
  const given = valuesOf(argv);
  if (given.out === undefined) throw new ArgumentError('--out is missing');
  const days = numberOf(
    given.days,
    'days',
    (value) => value >= 1 / 24,
    'a period of an hour or more, in days',
  );
  const whole = (value) => Number.isSafeInteger(value) && value >= 0;
  return {
    hours: Math.round(days * 24),
    everySeconds: intervalOf(numberOf(given.hz, 'hz', Number.isFinite, 'a number')),
    seed: numberOf(given.seed, 'seed', whole, 'a whole number'),
    startMs: startOf(given.start),
    workers: numberOf(given.workers, 'workers', (n) => Number.isInteger(n) && n > 0, 'a count of workers'),
    out: given.out,
    faults: given.faults,
    truth: given.truth,
    json: given.json,
  };
}
