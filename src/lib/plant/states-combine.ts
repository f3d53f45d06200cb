import type { SwitchStretch } from './safety-switch';
import type { MachineState, StateInterval } from './states';

function stateOf(turns: boolean | null, delivers: boolean | null): MachineState {
  if (turns === null) return 'no data';
  if (!turns) return 'stopped';
  return delivers === false ? 'idle' : 'running';
}

/**
 * States of a machine from when it turned and when gas flowed; both in time order without holes.
 * @param delivering null where no flow is mapped: a machine that turns then counts as running
 */
export function combineStretches(
  turning: readonly SwitchStretch[],
  delivering: readonly SwitchStretch[] | null,
): StateInterval[] {
  const intervals: StateInterval[] = [];
  const add = (state: MachineState, fromMs: number, toMs: number) => {
    const last = intervals.at(-1);
    if (last?.state === state && last.toMs === fromMs) last.toMs = toMs;
    else intervals.push({ state, fromMs, toMs });
  };
  let at = 0;
  for (const { on, fromMs, toMs } of turning) {
    let startMs = fromMs;
    while (startMs < toMs) {
      while (delivering && at < delivering.length && delivering[at].toMs <= startMs) at += 1;
      const flow = delivering?.[at];
      const covers = flow !== undefined && flow.fromMs <= startMs;
      const endMs = Math.min(toMs, (covers ? flow.toMs : flow?.fromMs) ?? toMs);
      add(stateOf(on, covers ? flow.on : null), startMs, endMs);
      startMs = endMs;
    }
  }
  return intervals;
}
