// SKAB (real pump rig) by its published protocol: each file on its own, first 400 rows train, score the rest, pool.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { combine, fitPanel, surprises } from '../../src/lib/detect/consensus';
import { expected } from '../../src/lib/detect/detectors/expected';
import { iqr } from '../../src/lib/detect/detectors/iqr';
import { isolationForest } from '../../src/lib/detect/detectors/isolation-forest';
import { pca } from '../../src/lib/detect/detectors/pca';
import { robustZ } from '../../src/lib/detect/detectors/robust-z';
import { windowKnn } from '../../src/lib/detect/detectors/window-knn';
import type { Frame, Mask, TagSamples } from '../../src/lib/detect/frame';
import {
  confusion,
  f1,
  falseAlarmRate,
  missedAlarmRate,
  pool,
  type Confusion,
} from '../../src/lib/detect/judge/confusion';
import { vusPr } from '../../src/lib/detect/judge/vus-pr';
import { quantile } from '../../src/lib/detect/quantile';
import { smooth } from '../../src/lib/detect/smooth';
import { fitScales, standardise, type Standardised } from '../../src/lib/detect/standardise';

/** Rows of a file that are learnt from. */
export const TRAIN_ROWS = 400;
const FILES = 16;
const CHANNELS = 8;

export interface SkabFile {
  name: string;
  frame: Frame;
  /** 1 = abnormal, length of the frame. */
  labels: Uint8Array;
}

function readFile(folder: string, index: number): SkabFile {
  const text = readFileSync(join(folder, 'skab', 'valve1', `${index}.csv`), 'utf8').trim();
  const [header, ...rows] = text.split(/\r?\n/).map((line) => line.split(';'));
  const column = (at: number) => Float64Array.from(rows, (row) => Number(row[at]));
  const tags = header.slice(1, 1 + CHANNELS).map((tag, at): TagSamples => ({
    ...{ tag, kind: 'analog', system: 'Pump', avg: column(1 + at), min: null, max: null, count: null },
  }));
  const frame = {
    startMs: Date.parse(`${rows[0][0]}Z`),
    stepMs: 1000,
    length: rows.length,
    tags,
    rows: null,
  };
  return { name: `valve1/${index}`, frame, labels: Uint8Array.from(column(header.indexOf('anomaly'))) };
}

/** All files of valve1, by number. */
export const skabFiles = (folder: string): SkabFile[] =>
  Array.from({ length: FILES }, (_, index) => readFile(folder, index));

/** Files that settings were chosen on; the others were never looked at before. */
export const TUNED_FILES = 8;
/** Chosen on files 0 to 7: readings cut off at 2.5 sigmas, means of 60 rows, threshold at the 95 % quantile. */
const SMOOTH_ROWS = 60;
const CUT_SIGMAS = 2.5;
const QUANTILE = 0.95;
/** Other thresholds, to show what each costs. */
const QUANTILES = [0.8, 0.9, QUANTILE, 0.97, 0.98, 0.99];
/** Longest buffer of VUS-PR, rows: the sliding window that TSB-AD falls back to. */
const VUS_BUFFER = 100;

/** Rates of the pooled points, 0 to 1. */
export interface SkabRates {
  f1: number;
  falseAlarmRate: number;
  missedAlarmRate: number;
}

/** Figures of one detector on some files: at the threshold chosen, and at others. */
export interface SkabFigures extends SkabRates {
  detector: string;
  vusPr: number;
  curve: (SkabRates & { quantile: number })[];
}

interface FileScores {
  detector: string;
  /** Counts at each of `QUANTILES`. */
  counts: Confusion[];
  vus: number;
}

function smoothed(frame: Frame, use: Mask): Standardised {
  const first = fitScales(frame, use);
  if (first.kind === 'not-enough') throw new Error(first.message);
  const means = smooth(standardise(frame, first.scales), SMOOTH_ROWS, CUT_SIGMAS);
  const tags = means.columns.map((avg, i) => ({ ...frame.tags[first.scales[i].index], avg }));
  const again = { ...frame, tags };
  const scales = fitScales(again, use);
  if (scales.kind === 'not-enough') throw new Error(scales.message);
  return standardise(again, scales.scales);
}

interface Lane {
  detector: string;
  values: Float32Array;
  healthy: Float32Array;
}

const detectors = () => [
  ...[robustZ(), iqr(), expected(), pca(), isolationForest()],
  windowKnn({ window: 20, memory: 200 }),
];

/** Surprise of each detector and of the consensus. */
function lanesOf(frame: Frame, use: Mask): Lane[] {
  const data = smoothed(frame, use);
  const lanes = fitPanel(detectors(), data, use).members.map(({ detector, calibration, healthy }): Lane => {
    const values = surprises(calibration, detector.score(data).values);
    return { detector: detector.name, values, healthy };
  });
  const mean = (of: 'values' | 'healthy') =>
    combine(
      lanes.map((lane) => lane[of]),
      1,
    );
  return [...lanes, { detector: 'consensus', values: mean('values'), healthy: mean('healthy') }];
}

function judgeFile({ frame, labels }: SkabFile): FileScores[] {
  const use = new Uint8Array(frame.length).fill(1, 0, TRAIN_ROWS);
  const truth = labels.subarray(TRAIN_ROWS);
  return lanesOf(frame, use).map(({ detector, values, healthy }) => {
    const rest = values.subarray(TRAIN_ROWS);
    const counts = QUANTILES.map((share) => {
      const threshold = quantile(healthy.subarray(0, TRAIN_ROWS), share);
      return confusion(
        truth,
        Uint8Array.from(rest, (value) => Number(value > threshold)),
      );
    });
    return { detector, counts, vus: vusPr(truth, rest, VUS_BUFFER) };
  });
}

const ratesOf = (counts: Confusion): SkabRates => ({
  f1: f1(counts),
  falseAlarmRate: falseAlarmRate(counts),
  missedAlarmRate: missedAlarmRate(counts),
});

function figures(files: FileScores[][]): SkabFigures[] {
  return files[0].map(({ detector }, i) => {
    const curve = QUANTILES.map((share, q) => ({
      quantile: share,
      ...ratesOf(pool(files.map((file) => file[i].counts[q]))),
    }));
    const vusPr = files.reduce((sum, file) => sum + file[i].vus, 0) / files.length;
    const { f1, falseAlarmRate, missedAlarmRate } = curve[QUANTILES.indexOf(QUANTILE)];
    return { detector, f1, falseAlarmRate, missedAlarmRate, vusPr, curve };
  });
}

/** Figures per detector and for the consensus: on all files, and on those that settings were not chosen on; null when the data are not at hand. */
export function judgeSkab(folder: string): { all: SkabFigures[]; unseen: SkabFigures[] } | null {
  if (!existsSync(join(folder, 'skab'))) return null;
  const files = skabFiles(folder).map(judgeFile);
  return {
    all: figures(files),
    unseen: figures(files.slice(TUNED_FILES)),
  };
}
