// One fault after the other, so that every window of a plant has one class; kinds in turn, so that all come up alike.
import { CANONICAL_TAGS } from '../../src/lib/plant/tags';
import { COLUMNS, type ColumnName } from '../../src/lib/simulator/columns';
import { FAULT_KIND_NAMES, factsOf, type FaultKind } from '../../src/lib/simulator/fault-kinds';
import type { Fault } from '../../src/lib/simulator/faults';
import { nextBetween, nextOf, type RandomState, seedRandom } from '../../src/lib/simulator/random';

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;
/** Days without faults at the start: what a plant's scaler is fitted to. */
export const HEALTHY_DAYS = 12;
const SLOW_A_PLANT = 3;
const QUICK_A_PLANT = 6;
/** Slow faults take the shorter part of their span: more faults in as many days. */
const SPAN_USED = 0.3;
/** Between two faults, hours. */
const GAP_HOURS = [14, 34] as const;
/** The same in plants to learn from: recovery takes twelve hours of a gap, the rest is shown as healthy. */
const DENSE_QUICK = 20;
const DENSE_GAP_HOURS = [15, 24] as const;

const slow = FAULT_KIND_NAMES.filter((kind) => factsOf(kind).repairHours);
const quick = FAULT_KIND_NAMES.filter((kind) => !factsOf(kind).repairHours);
/** Kinds that any instrument can have. */
const anyInstrument = quick.filter(
  (kind) => factsOf(kind).equipment === 'instruments' && kind !== 'clock_jump',
);
const known = new Set(CANONICAL_TAGS.map((tag) => tag.referenceColumn));
/** Instruments that the models see. */
const instruments = COLUMNS.filter(({ kind, name }) => kind === 'analog' && known.has(name)).map(
  ({ name }) => name,
);
const buttons = factsOf('estop').columns.filter((name) => name.endsWith('_estop'));

function columnFor(kind: FaultKind, random: RandomState): ColumnName | null {
  if (kind === 'estop') return nextOf(random, buttons);
  return anyInstrument.includes(kind) ? nextOf(random, instruments) : null;
}

function faultAt(kind: FaultKind, fromMs: number, random: RandomState): Fault {
  const { hours, repairHours } = factsOf(kind);
  const [least, most] = hours;
  const share = repairHours ? SPAN_USED : 1;
  const minutes = Math.round(nextBetween(random, least, least + share * (most - least)) * 60);
  const endMs = fromMs + minutes * MINUTE_MS;
  const severity = repairHours ? 1 : nextBetween(random, 0.6, 1);
  const repairMs = repairHours ? Math.round(nextBetween(random, ...repairHours)) * HOUR_MS : 0;
  return {
    ...{ kind, fromMs, toMs: endMs + repairMs, failureMs: repairHours ? endMs : null },
    ...{ severity, column: columnFor(kind, random) },
  };
}

/** So many kinds from a place in the list on, round and round. */
const turn = <T>(items: readonly T[], from: number, count: number): T[] =>
  Array.from({ length: count }, (_, i) => items[(from + i) % items.length]);

/** What a plan has of each: slow and quick faults, hours between two. */
interface Density {
  slow: number;
  quick: number;
  quickKinds: readonly FaultKind[];
  gapHours: readonly [number, number];
}

function planOf(
  seed: number,
  place: number,
  startMs: number,
  { slow: slowCount, quick: quickCount, quickKinds, gapHours }: Density,
): Fault[] {
  const random = seedRandom(seed, 50);
  const kinds = [
    ...turn(slow, place * slowCount, slowCount),
    ...turn(quickKinds, place * quickCount, quickCount),
  ];
  for (let i = kinds.length - 1; i > 0; i--) {
    const other = Math.floor(nextBetween(random, 0, i + 1));
    [kinds[i], kinds[other]] = [kinds[other], kinds[i]];
  }
  let at = startMs + HEALTHY_DAYS * 24 * HOUR_MS;
  return kinds.map((kind) => {
    at += Math.round(nextBetween(random, ...gapHours) * 60) * MINUTE_MS;
    const fault = faultAt(kind, at, random);
    at = fault.toMs;
    return fault;
  });
}

/** Plan of a plant to judge by. @param place of the plant within its set: which kinds it has */
export const planFaults = (seed: number, place: number, startMs: number): Fault[] =>
  planOf(seed, place, startMs, {
    ...{ slow: SLOW_A_PLANT, quick: QUICK_A_PLANT },
    ...{ quickKinds: quick, gapHours: GAP_HOURS },
  });

/** Plan of a plant to learn from: many short faults, those of instruments twice as often, as each can be any instrument. */
export const densePlan = (seed: number, place: number, startMs: number): Fault[] =>
  planOf(seed, place, startMs, {
    ...{ slow: SLOW_A_PLANT, quick: DENSE_QUICK },
    ...{ quickKinds: [...quick, ...anyInstrument], gapHours: DENSE_GAP_HOURS },
  });
