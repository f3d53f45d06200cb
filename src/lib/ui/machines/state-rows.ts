import type { TimelineRow, TimelineSpan } from '$lib/charts/timeline-bars';
import type { SwitchStretch } from '$lib/plant/safety-switch';
import type { MachineState, StateInterval } from '$lib/plant/states';

const LOOKS: Record<MachineState, TimelineSpan['look']> = {
  running: 'on',
  idle: 'half',
  stopped: 'off',
  'no data': 'none',
};

/** Legend of the states of a machine. */
export const STATE_LEGEND: { look: TimelineSpan['look']; words: string }[] = [
  { look: 'on', words: 'running' },
  { look: 'half', words: 'idle' },
  { look: 'off', words: 'stopped' },
  { look: 'none', words: 'no data' },
  { look: 'high', words: 'fault' },
];

/** Rows of a machine's timeline: its states, and its fault bit where one is mapped. */
export function stateRows(
  name: string,
  intervals: readonly StateInterval[],
  faults: readonly SwitchStretch[] | null,
): TimelineRow[] {
  const spans = intervals.map(({ state, fromMs, toMs }) => ({ fromMs, toMs, state, look: LOOKS[state] }));
  const rows: TimelineRow[] = [{ id: 'state', label: name, spans }];
  if (faults === null) return rows;
  const faulty = faults.map(({ on, fromMs, toMs }) => ({
    ...{ fromMs, toMs },
    state: on === null ? 'no data' : on ? 'fault' : 'no fault',
    look: on ? ('high' as const) : ('none' as const),
  }));
  return [...rows, { id: 'fault', label: 'Fault', spans: faulty }];
}
