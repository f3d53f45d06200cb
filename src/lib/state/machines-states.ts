import type { TimeRange } from '$lib/ingest/types';
import { combineStretches } from '$lib/plant/states-combine';
import type { StateInterval, StateThresholds } from '$lib/plant/states';
import type { SwitchChange, SwitchStretch } from '$lib/plant/safety-switch';
import type { Plant } from '$lib/store/plant-types';
import { columnOf, turningSignal, type MachineSource } from './machines-read';
import { readSwitches, type SwitchesRead, type SwitchTag } from './safety-read';

/** States of a machine over a range, to the second where the data allow it. */
export interface MachineStates {
  intervals: StateInterval[];
  /** Starts and stops, in time order. */
  changes: SwitchChange[];
  /** Stretches of its fault bit; null when none is mapped. */
  faults: SwitchStretch[] | null;
  /** What tells whether it turns. */
  turning: string;
  read: SwitchesRead;
}

/** Thresholds are learnt in SI; a switch is read in the tag's own unit. */
function switchOf(source: MachineSource, name: string, thresholds: StateThresholds): SwitchTag | null {
  const column = columnOf(source, name);
  const threshold = thresholds[name as keyof StateThresholds];
  if (!column || !threshold) return null;
  const { scale, offset } = column.toSi;
  return {
    tag: column.tag.tag,
    threshold: (threshold.value - offset) / scale,
    bit: name === 'running',
  };
}

/** When a machine ran, idled and stood; null when nothing tells. */
export async function readStates(
  plant: Plant,
  source: MachineSource,
  thresholds: StateThresholds,
  range: TimeRange,
  signal: AbortSignal,
): Promise<MachineStates | null> {
  const name = turningSignal(thresholds);
  const turning = name && switchOf(source, name, thresholds);
  if (!name || !turning) return null;
  const flow = name === 'flow' ? null : switchOf(source, 'flow', thresholds);
  const faultTag = columnOf(source, 'fault')?.tag.tag;
  const fault = faultTag === undefined ? null : { tag: faultTag, threshold: 0.5, bit: true };
  const asked = [turning, flow, fault].filter((one) => one !== null);
  const read = await readSwitches(plant, asked, range, signal);
  const of = (one: SwitchTag) => read.histories.get(one.tag) ?? { stretches: [], changes: [] };
  return {
    intervals: combineStretches(of(turning).stretches, flow && of(flow).stretches),
    changes: of(turning).changes,
    faults: fault && of(fault).stretches,
    turning: columnOf(source, name)?.tag.header ?? '',
    read,
  };
}
