// Tennessee Eastman: learn from normal operation (d00), detection of each fault from sample 161 on, false alarms on d00_te.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { combine, fitPanel, surprises } from '../../src/lib/detect/consensus';
import { expected } from '../../src/lib/detect/detectors/expected';
import { iqr } from '../../src/lib/detect/detectors/iqr';
import { isolationForest } from '../../src/lib/detect/detectors/isolation-forest';
import { pca } from '../../src/lib/detect/detectors/pca';
import { robustZ } from '../../src/lib/detect/detectors/robust-z';
import { windowKnn } from '../../src/lib/detect/detectors/window-knn';
import { quantile } from '../../src/lib/detect/quantile';
import type { Standardised } from '../../src/lib/detect/standardise';
import { FAULT_FROM, FAULTS, fileOf, rowsOf, VARIABLES } from './tep-rows';

/** Threshold: one normal sample in a hundred, not fitted on, is above it. */
const QUANTILE = 0.99;

/** Rows in sigmas of the normal ones, by mean and deviation as is usual for this data. */
function scaled(rows: number[][], normal: number[][]): Standardised {
  const columns = Array.from({ length: VARIABLES }, (_, i) => {
    const mean = normal.reduce((sum, row) => sum + row[i], 0) / normal.length;
    const squares = normal.reduce((sum, row) => sum + (row[i] - mean) ** 2, 0);
    const deviation = Math.sqrt(squares / (normal.length - 1));
    return Float32Array.from(rows, (row) => (row[i] - mean) / deviation);
  });
  const tags = columns.map((_, i) => (i < 41 ? `XMEAS(${i + 1})` : `XMV(${i - 40})`));
  const present = new Uint8Array(rows.length).fill(1);
  return { startMs: 0, stepMs: 180_000, length: rows.length, tags, columns, present };
}

/** Rates of one detector, 0 to 1. */
export interface TepFigures {
  detector: string;
  /** Share of the samples of d00_te above the threshold. */
  falseAlarmRate: number;
  /** Share of the samples with the fault above it, and of those before it, by fault. */
  faults: { fault: number; detection: number; falseAlarmRate: number }[];
  meanDetection: number;
}

const shareAbove = (values: Float32Array, threshold: number): number =>
  values.filter((value) => value > threshold).length / values.length;

type Scorer = (data: Standardised) => Float32Array;

function scorers(normal: Standardised): { detector: string; healthy: Float32Array; score: Scorer }[] {
  const use = new Uint8Array(normal.length).fill(1);
  const detectors = [
    robustZ(),
    iqr(),
    expected(),
    pca(),
    isolationForest(),
    windowKnn({ window: 5, memory: 300 }),
  ];
  const { members } = fitPanel(detectors, normal, use);
  const each = members.map(({ detector, calibration, healthy }) => ({
    ...{ detector: detector.name as string, healthy },
    score: (data: Standardised) => surprises(calibration, detector.score(data).values),
  }));
  const consensus = {
    detector: 'consensus',
    healthy: combine(
      members.map(({ healthy }) => healthy),
      1,
    ),
    score: (data: Standardised) =>
      combine(
        each.map(({ score }) => score(data)),
        1,
      ),
  };
  return [...each, consensus];
}

/** Figures per detector and for the consensus; null when the data are not at hand. */
export function judgeTep(folder: string): TepFigures[] | null {
  const path = (name: string) => join(folder, 'tep', name);
  if (!existsSync(path('d00.dat'))) return null;
  const normal = rowsOf(path('d00.dat'));
  const named = (fault: number) => fileOf(fault, 'test');
  const tests = FAULTS.map((fault) => ({ fault, data: scaled(rowsOf(path(named(fault))), normal) }));
  const healthyTest = scaled(rowsOf(path(named(0))), normal);
  return scorers(scaled(normal, normal)).map(({ detector, healthy, score }) => {
    const threshold = quantile(healthy, QUANTILE);
    const faults = tests.map(({ fault, data }) => {
      const values = score(data);
      return {
        fault,
        detection: shareAbove(values.subarray(FAULT_FROM), threshold),
        falseAlarmRate: shareAbove(values.subarray(0, FAULT_FROM), threshold),
      };
    });
    const meanDetection = faults.reduce((sum, { detection }) => sum + detection, 0) / faults.length;
    return { detector, falseAlarmRate: shareAbove(score(healthyTest), threshold), faults, meanDetection };
  });
}
