import { deadbandOf, excessOf, type Excess } from './condition';
import { columnKey, neededColumns, type AlarmDefinition } from './definition';
import { assertMinutes, MINUTE_MS, type AlarmMinutes } from './minutes';

/** What happened to the condition of an alarm. */
export interface ConditionEvent {
  alarm: string;
  /** `no value` and `value back` say from when to when the alarm could not be judged; they raise and return nothing. */
  kind: 'raised' | 'returned' | 'no value' | 'value back';
  /** When it was known, ms: a minute is judged at its end, after the delay. */
  atMs: number;
  /** Start of the first minute of the stretch that led to it, ms. */
  sinceMs: number;
  /** Value of the last minute judged; NaN for `no value`. */
  value: number;
  /** Only of `returned`: the value that was furthest beyond the limit since the condition first held. */
  worst?: number;
}

type Column = Float32Array | Float64Array;

/** A definition with all it must remember between minutes. */
interface Watched {
  id: string;
  excess: Excess;
  deadband: number;
  onDelayMs: number;
  offDelayMs: number;
  valueKey: string;
  expectedKey: string | null;
  gateKey: string | null;
  active: boolean;
  known: boolean;
  /** Start of the stretch in which the other condition holds, NaN outside of one. */
  sinceMs: number;
  /** Furthest beyond the limit in the stretch that raised it and since. */
  worst: { excess: number; value: number };
}

/** The columns of a watched alarm in one chunk; null when the chunk lacks it. */
interface Bound {
  watched: Watched;
  value: Column | null;
  expected: Column | null;
  gate: Column | null;
}

const NOTHING_YET = { excess: -Infinity, value: NaN };

const watch = (definition: AlarmDefinition): Watched => ({
  id: definition.id,
  excess: excessOf(definition),
  deadband: deadbandOf(definition),
  onDelayMs: definition.onDelaySeconds * 1000,
  offDelayMs: definition.offDelaySeconds * 1000,
  valueKey: neededColumns(definition)[0],
  expectedKey:
    definition.kind === 'deviation' && definition.from.kind === 'tag'
      ? columnKey(definition.from.tag, 'avg')
      : null,
  gateKey: definition.whileOn === null ? null : columnKey(definition.whileOn, 'avg'),
  active: false,
  known: true,
  sinceMs: NaN,
  worst: NOTHING_YET,
});

/** Whether the condition of the other state holds: beyond the limit when normal, inside the deadband when active. */
const isTurning = (watched: Watched, excess: number): boolean =>
  watched.active ? excess <= -watched.deadband : excess > 0;

/** Excess of one minute: far inside while the gate is not on throughout, NaN when gate or value are not known. */
function excessAt(bound: Bound, at: number, startMs: number): number {
  const { watched, value, expected, gate } = bound;
  const on = watched.gateKey === null ? 1 : gate === null ? NaN : gate[at];
  const reading = value === null ? NaN : value[at];
  const input = { startMs, value: on >= 1 ? reading : NaN, expected: expected === null ? NaN : expected[at] };
  const excess = watched.excess(input, watched.active);
  return on < 1 ? -Infinity : excess;
}

function stateKnown(watched: Watched, known: boolean, startMs: number, value: number): ConditionEvent | null {
  if (watched.known === known) return null;
  watched.known = known;
  if (!known) watched.sinceMs = NaN;
  const kind = known ? 'value back' : 'no value';
  return { alarm: watched.id, kind, atMs: startMs + MINUTE_MS, sinceMs: startMs, value };
}

/** Keep the worst value of the stretch beyond the limit that an alarm was raised by, and of all until it returns. */
function noteWorst(watched: Watched, excess: number, value: number): void {
  if (!watched.active && Number.isNaN(watched.sinceMs)) watched.worst = NOTHING_YET;
  if (excess > watched.worst.excess) watched.worst = { excess, value };
}

function turn(watched: Watched, excess: number, startMs: number, value: number): ConditionEvent | null {
  noteWorst(watched, excess, value);
  if (!isTurning(watched, excess)) {
    watched.sinceMs = NaN;
    return null;
  }
  if (Number.isNaN(watched.sinceMs)) watched.sinceMs = startMs;
  const { sinceMs } = watched;
  const atMs = startMs + MINUTE_MS;
  if (atMs - sinceMs < (watched.active ? watched.offDelayMs : watched.onDelayMs)) return null;
  watched.active = !watched.active;
  watched.sinceMs = NaN;
  const turned = { alarm: watched.id, atMs, sinceMs, value };
  if (watched.active) return { ...turned, kind: 'raised' };
  return { ...turned, kind: 'returned', worst: watched.worst.value };
}

/**
 * Judges minutes as they come: a year at once or one minute in replay give the same events, however the minutes are cut.
 * A minute without a value raises nothing and returns nothing, and breaks off a delay that was running.
 */
export class AlarmEvaluator {
  readonly #watched: Watched[];
  #lastMs = -Infinity;

  /** @param definitions as `checkAlarms` found them valid */
  constructor(definitions: readonly AlarmDefinition[]) {
    this.#watched = definitions.map(watch);
  }

  /** Ids of the alarms whose condition holds now, in order of the definitions. */
  get active(): string[] {
    return this.#watched.filter(({ active }) => active).map(({ id }) => id);
  }

  /**
   * Judge the minutes that follow.
   * @returns events in order of time, then of the definitions
   * @throws AlarmMinutesError when they do not follow those judged before; nothing is judged then
   */
  advance(minutes: AlarmMinutes): ConditionEvent[] {
    assertMinutes(minutes, this.#lastMs);
    const column = (key: string | null): Column | null =>
      key === null ? null : (minutes.columns.get(key) ?? null);
    const bound = this.#watched.map((one) => ({
      watched: one,
      value: column(one.valueKey),
      expected: column(one.expectedKey),
      gate: column(one.gateKey),
    }));
    const events: ConditionEvent[] = [];
    minutes.startsMs.forEach((startMs, at) => {
      if (startMs > this.#lastMs + MINUTE_MS) events.push(...this.#gap());
      for (const one of bound) events.push(...judge(one, at, startMs));
      this.#lastMs = startMs;
    });
    return events;
  }

  /** The minute after the last was left out: no alarm has a value. */
  #gap(): ConditionEvent[] {
    if (this.#lastMs === -Infinity) return [];
    const missingMs = this.#lastMs + MINUTE_MS;
    return this.#watched.flatMap((one) => stateKnown(one, false, missingMs, NaN) ?? []);
  }
}

const NOTHING: readonly ConditionEvent[] = [];

function judge(bound: Bound, at: number, startMs: number): readonly ConditionEvent[] {
  const excess = excessAt(bound, at, startMs);
  const known = !Number.isNaN(excess);
  const value = known && bound.value !== null ? bound.value[at] : NaN;
  const { watched } = bound;
  if (known && watched.known) {
    const turned = turn(watched, excess, startMs, value);
    return turned === null ? NOTHING : [turned];
  }
  if (!known && !watched.known) return NOTHING;
  const events: ConditionEvent[] = [];
  const stated = stateKnown(watched, known, startMs, value);
  if (stated !== null) events.push(stated);
  const turned = known ? turn(watched, excess, startMs, value) : null;
  if (turned !== null) events.push(turned);
  return events;
}
