import type { PlantEvent } from './event-types';
import type { Frame } from './frame';
import type { Lesson } from './lessons';
import type { OutsideScores } from './outside';
import type { UnusedTag } from './standardise';
import type { DetectorName, NotEnough, OutsideName } from './types';

/** A period, from inclusive, to exclusive, ms since epoch. */
export interface Period {
  fromMs: number;
  toMs: number;
}

/** What `detectPlant` goes by. */
export interface DetectInput {
  /** All tags by minute. */
  frame: Frame;
  /** Canonical tag to tag, as the mapping has it: the operating state is told from it. */
  canonical: Readonly<Record<string, string>>;
  /** When the plant was healthy; null to take the first quarter of the history (7 to 60 days) without its odd days. */
  healthy: Period | null;
  /** What a person taught by saying of events whether they were real. */
  lessons?: readonly Lesson[];
  /** Scores of models that ran elsewhere. */
  outside?: readonly OutsideScores[];
  /** False alarms that a person puts up with, events a day, in (0, 1]. */
  falseAlarmsPerDay: number;
}

export interface DetectProgress {
  /** 0 to 1. */
  fraction: number;
  /** What is being done, in words. */
  doing: string;
}

/** One detector's view of the whole history, for a lane under the charts. */
export interface ScoreLane {
  name: DetectorName | OutsideName | 'consensus' | 'tags';
  /** Surprise (`tags`: ratio of the most abnormal tag to its limit), one a step of `Judgement`; NaN while not judged. */
  values: Float32Array;
  /** Score that healthy days pass as often as asked for; null when it could not be learnt. */
  threshold: number | null;
}

/** What was found in a history. */
export interface Judgement {
  kind: 'judged';
  /** Lanes start here and have a value each `stepMs`. */
  startMs: number;
  stepMs: number;
  lanes: ScoreLane[];
  /** By onset. */
  events: PlantEvent[];
  /** What was learnt from, and days of it that were judged. */
  healthy: Period & { days: number };
  falseAlarmsPerDay: number;
  /** The machine that told when the plant ran; null when none is mapped, so that every minute counted as running. */
  machine: 'compressor' | 'blower' | null;
  /** Share of minutes that were judged, 0 to 1. */
  judgedShare: number;
  /** Tags not judged by their value. */
  unused: UnusedTag[];
  /** Detectors that could not be fitted. */
  left: { name: DetectorName | OutsideName; why: NotEnough }[];
  /** Share of readings that the quality of the data kept from all scores, 0 to 1. Missing in what was kept before 1.1. */
  badShare?: number;
}
