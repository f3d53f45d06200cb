// Two-hour windows with one class each, for the fault classifier.
import { classSamples, type LabelledWindows } from '../../src/lib/models/class-samples';
import type { Part, PreparedTraining } from '../../src/lib/models/prepare-training';
import { nextUnit, seedRandom } from '../../src/lib/simulator/random';
import { CLASSES, minuteClasses } from './labels';
import type { SetName } from './plants';
import type { Member, Pool } from './pooled';

/** Windows of one fault, and of a plant's healthy time. */
const OF_A_FAULT: Record<SetName, number> = { train: 12, validation: 8, test: 12 };
const OF_HEALTHY: Record<SetName, number> = { train: 90, validation: 40, test: 60 };
/** A window is of a class when its newest minutes all are; a normal one when all its minutes are. */
const NEWEST = 10;

export interface ClassSet extends PreparedTraining {
  labels: Record<SetName, LabelledWindows>;
}

export function classSet({ matrix, members, split, scaler }: Pool, steps: number): ClassSet {
  const labels = (set: SetName) =>
    labelsOf(
      members.filter((member) => member.set === set),
      steps,
    );
  const all = { train: labels('train'), validation: labels('validation'), test: labels('test') };
  const part = (set: SetName): Part => ({
    starts: all[set].starts,
    samples: classSamples(matrix, all[set], steps, CLASSES.length),
  });
  return {
    ...{ matrix, split, scaler, labels: all },
    ...{ train: part('train'), validation: part('validation'), test: part('test') },
  };
}

function labelsOf(members: readonly Member[], steps: number): LabelledWindows {
  const found = members.flatMap((member) => windowsOf(member, steps));
  return {
    starts: Int32Array.from(found, ({ start }) => start),
    classes: Uint8Array.from(found, ({ kind }) => kind),
  };
}

/** Windows drawn evenly from each unbroken stretch of a class. */
function windowsOf({ plant, set, range }: Member, steps: number): { start: number; kind: number }[] {
  const kinds = minuteClasses(plant);
  const random = seedRandom(plant.seed, 60);
  const healthyMinutes = kinds.filter((kind) => kind === 0).length;
  return stretches(kinds).flatMap(({ from, to, kind }) => {
    if (kind >= CLASSES.length) return [];
    const firstEnd = Math.max(steps, from + (kind === 0 ? steps : NEWEST));
    if (firstEnd > to) return [];
    const share = (to - from) / healthyMinutes;
    const count = kind === 0 ? Math.round(OF_HEALTHY[set] * share) : OF_A_FAULT[set];
    const ends = new Set(
      Array.from({ length: count }, () => firstEnd + Math.floor(nextUnit(random) * (to - firstEnd + 1))),
    );
    return [...ends].map((end) => ({ start: range.from + end - steps, kind }));
  });
}

function stretches(kinds: Uint8Array): { from: number; to: number; kind: number }[] {
  const found = [];
  for (let from = 0, at = 1; at <= kinds.length; at++) {
    if (at < kinds.length && kinds[at] === kinds[from]) continue;
    found.push({ from, to: at, kind: kinds[from] });
    from = at;
  }
  return found;
}
