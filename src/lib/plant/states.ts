/** Operating states of a machine from what is read of it: a run bit, motor current, speed, flow and pressure rise. */

import { learnThreshold, type Threshold } from './states-threshold';

/** `idle` turns but delivers nothing. */
export type MachineState = 'running' | 'idle' | 'stopped' | 'no data';

/** All states; a state's place here is its code in `statesOf`. */
export const MACHINE_STATES = ['running', 'idle', 'stopped', 'no data'] as const satisfies MachineState[];

export type MachineName = 'compressor' | 'blower';

/** What states are told from, in the order in which it is believed. */
export const STATE_SIGNALS = ['running', 'current', 'speed', 'flow', 'rise'] as const;
export type StateSignal = (typeof STATE_SIGNALS)[number];

/** Readings or means of equal buckets, all of one length, NaN where nothing was read; null what is not mapped. */
export type StateSignals = Record<StateSignal, Float64Array | null>;

/** From where a signal counts as on; null where it is not mapped or was never on. */
export type StateThresholds = Record<StateSignal, Threshold | null>;

/** Canonical tags that the states of a machine are told from; `rise` is discharge less suction. */
export const STATE_TAGS: Record<MachineName, Record<string, string | null>> = {
  compressor: {
    running: 'compressor.running',
    current: 'compressor.motor_current',
    speed: 'compressor.speed_command',
    flow: 'gas.flow',
    suction: 'compressor.suction_pressure',
    discharge: 'compressor.discharge_pressure',
  },
  blower: {
    running: 'blower.running',
    current: null,
    speed: 'blower.speed',
    flow: 'gas.flow',
    suction: 'blower.suction_pressure',
    discharge: 'blower.discharge_pressure',
  },
};

/** Canonical tags to read for the states of a machine. */
export const stateTagsOf = (machine: MachineName): string[] =>
  Object.values(STATE_TAGS[machine]).filter((tag) => tag !== null);

/**
 * The signals of a machine from columns by canonical tag.
 * @param read a column, null when the tag is not mapped; all of one length and unit-true among themselves
 */
export function signalsOf(
  machine: MachineName,
  read: (canonical: string) => Float64Array | null,
): StateSignals {
  const tags = STATE_TAGS[machine];
  const column = (name: string) => (tags[name] === null ? null : read(tags[name]));
  const [suction, discharge] = [column('suction'), column('discharge')];
  return {
    running: column('running'),
    current: column('current'),
    speed: column('speed'),
    flow: column('flow'),
    rise: suction && discharge ? discharge.map((pressure, at) => pressure - suction[at]) : null,
  };
}

const BIT: Threshold = { value: 0.5, on: 1, off: 0, from: 'run bit' };

/** Thresholds learnt from readings, best from the whole history; a run bit needs none. */
export function learnThresholds(signals: StateSignals): StateThresholds {
  const learnt = STATE_SIGNALS.map((name) => {
    const values = signals[name];
    return [name, name === 'running' ? values && BIT : values && learnThreshold(values)] as const;
  });
  return Object.fromEntries(learnt) as StateThresholds;
}

/** Whether a signal is on at a row, null when that is not known. */
function isOn(
  signals: StateSignals,
  thresholds: StateThresholds,
  name: StateSignal,
  at: number,
): boolean | null {
  const [value, threshold] = [signals[name]?.[at] ?? Number.NaN, thresholds[name]];
  return threshold === null || Number.isNaN(value) ? null : value >= threshold.value;
}

/**
 * State at a row. A machine turns by its run bit, else by current, else by speed, else by flow and pressure rise
 * together; one that turns runs when gas flows, without a flow reading when pressure rises, without either always.
 */
export function stateAt(signals: StateSignals, thresholds: StateThresholds, at: number): MachineState {
  const on = (name: StateSignal) => isOn(signals, thresholds, name, at);
  const delivers = on('flow') ?? on('rise');
  const turns = on('running') ?? on('current') ?? on('speed') ?? both(on('flow'), on('rise'));
  if (turns === null) return 'no data';
  if (!turns) return 'stopped';
  return delivers === false ? 'idle' : 'running';
}

const both = (a: boolean | null, b: boolean | null): boolean | null =>
  a === null || b === null ? (a ?? b) : a && b;

/** Codes of the states of all rows: places in MACHINE_STATES, length rows; empty when nothing is mapped. */
export function statesOf(signals: StateSignals, thresholds: StateThresholds): Uint8Array {
  const rows = Math.max(0, ...STATE_SIGNALS.map((name) => signals[name]?.length ?? 0));
  return Uint8Array.from({ length: rows }, (_, at) =>
    MACHINE_STATES.indexOf(stateAt(signals, thresholds, at)),
  );
}

/** A stretch of one state, from inclusive, to exclusive, ms since epoch. */
export interface StateInterval {
  state: MachineState;
  fromMs: number;
  toMs: number;
}

/**
 * Stretches of equal state, in time order, without holes between first and last bucket: what lies between buckets
 * that do not touch is `no data`.
 * @param timesMs start of each bucket, ascending
 * @param codes   of `statesOf`, one a bucket
 */
export function stateIntervals(timesMs: Float64Array, codes: Uint8Array, bucketMs: number): StateInterval[] {
  const intervals: StateInterval[] = [];
  const add = (state: MachineState, fromMs: number, toMs: number) => {
    const last = intervals.at(-1);
    if (last?.state === state) last.toMs = toMs;
    else intervals.push({ state, fromMs, toMs });
  };
  codes.forEach((code, at) => {
    const ended = intervals.at(-1)?.toMs ?? timesMs[at];
    if (timesMs[at] > ended) add('no data', ended, timesMs[at]);
    add(MACHINE_STATES[code], timesMs[at], timesMs[at] + bucketMs);
  });
  return intervals;
}

/** What a machine did over a period. */
export interface StateSummary {
  /** Time in each state, ms. */
  lengthMs: Record<MachineState, number>;
  /** Stretches of each state. */
  periods: Record<MachineState, number>;
  /** Times that it began to turn: running or idle straight after stopped. */
  starts: number;
  /** Running in percent of the time in which its state is known; NaN when it never is. */
  dutyPercent: number;
}

/** Totals over stretches in time order. */
export function summariseStates(intervals: readonly StateInterval[]): StateSummary {
  const zero = () => ({ running: 0, idle: 0, stopped: 0, 'no data': 0 });
  const [lengthMs, periods] = [zero(), zero()];
  let starts = 0;
  intervals.forEach(({ state, fromMs, toMs }, at) => {
    lengthMs[state] += toMs - fromMs;
    periods[state] += 1;
    const turns = state === 'running' || state === 'idle';
    if (turns && intervals[at - 1]?.state === 'stopped') starts += 1;
  });
  const known = lengthMs.running + lengthMs.idle + lengthMs.stopped;
  return {
    lengthMs,
    periods,
    starts,
    dutyPercent: known > 0 ? (100 * lengthMs.running) / known : Number.NaN,
  };
}

/**
 * Share of rows, in percent, at which the run bit and another signal say different things: a bit that lies, a dead
 * transmitter, a motor that turns by hand. NaN where they cannot be compared.
 */
export function disagreement(
  signals: StateSignals,
  thresholds: StateThresholds,
  other: 'current' | 'speed',
): number {
  let [compared, different] = [0, 0];
  for (let at = 0; at < (signals.running?.length ?? 0); at++) {
    const [bit, seen] = [isOn(signals, thresholds, 'running', at), isOn(signals, thresholds, other, at)];
    if (bit === null || seen === null) continue;
    compared += 1;
    if (bit !== seen) different += 1;
  }
  return compared > 0 ? (100 * different) / compared : Number.NaN;
}
