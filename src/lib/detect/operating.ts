import { learnThresholds, MACHINE_STATES, signalsOf, statesOf, type MachineName } from '../plant/states';
import type { Frame, Mask } from './frame';

/** Machines whose stop is the plant's, in the order in which they are believed. */
const MACHINES: MachineName[] = ['compressor', 'blower'];
/** After a stop temperatures settle this long, minutes. */
const SETTLE_MINUTES = 120;
const RUNNING = MACHINE_STATES.indexOf('running');
const UNKNOWN = MACHINE_STATES.indexOf('no data');

/** What the plant did at each step. */
export interface Operation {
  /** 1 while it runs and has settled after the last stop: what detectors judge. */
  steady: Mask;
  /** 1 while it runs. */
  running: Mask;
  /** What told it; null when no machine is mapped and every step counts as running. */
  machine: MachineName | null;
}

/** Steps to judge: those that run, but for the first while after each stop. @param settle steps */
export function settled(running: Mask, settle: number): Mask {
  const steady = new Uint8Array(running.length);
  // Whether a history that begins in operation had settled is not known.
  for (let at = 0, since = 0; at < running.length; at++) {
    since = running[at] !== 0 ? since + 1 : 0;
    steady[at] = since > settle ? 1 : 0;
  }
  return steady;
}

/**
 * When the plant ran, by the operating states of its compressor, else its blower.
 * @param canonical canonical tag to tag, as the mapping has it
 */
export function operationOf(frame: Frame, canonical: Readonly<Record<string, string>>): Operation {
  const byTag = new Map(frame.tags.map((samples) => [samples.tag, samples]));
  const read = (id: string) => {
    const samples = byTag.get(canonical[id] ?? '');
    return samples ? Float64Array.from(samples.avg) : null;
  };
  const settle = Math.round((SETTLE_MINUTES * 60_000) / frame.stepMs);
  for (const machine of MACHINES) {
    const signals = signalsOf(machine, read);
    const codes = statesOf(signals, learnThresholds(signals));
    if (!codes.some((code) => code === RUNNING)) continue;
    // A step without data is no stop: it is judged as the one before it.
    const running = new Uint8Array(frame.length);
    for (let at = 0, last = 1; at < frame.length; at++) {
      if (codes[at] !== UNKNOWN) last = codes[at] === RUNNING ? 1 : 0;
      running[at] = last;
    }
    return { running, steady: settled(running, settle), machine };
  }
  const running = new Uint8Array(frame.length).fill(1);
  return { running, steady: running.slice(), machine: null };
}
