// SKAB (real pump rig) by its published protocol: each file on its own, first 400 rows train, score the rest, pool.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Frame, TagSamples } from '../../src/lib/detect/frame';

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
