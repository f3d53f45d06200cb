import type { SlicePartial } from './types';

const MAX_SERIES = 4;
const MAX_BUCKETS = 400;
const BUCKET_MINUTES = [1, 5, 15, 60, 180, 360, 720, 1440, 4320, 10_080];
const PREFERRED = ['gas.ch4', 'gas.flow', 'compressor.motor_current', 'compressor.discharge_temperature'];

/** A tag of the dataset as the choice needs it. */
interface Candidate {
  tag: string;
  kind: string;
  canonical: string | null;
}

/** Positions of the tags shown while an import runs: the plant's main values, else the first numbers. */
export function previewTags(tags: readonly Candidate[]): number[] {
  const main = PREFERRED.map((canonical) => tags.findIndex((tag) => tag.canonical === canonical));
  const numbers = tags.flatMap((tag, at) => (tag.kind === 'number' ? [at] : []));
  return [...new Set([...main.filter((at) => at >= 0), ...numbers])].slice(0, MAX_SERIES);
}

/** Width of a bucket in minutes that shows this many minutes in at most 400 buckets. */
export function previewBucketMinutes(minutes: number): number {
  const fits = BUCKET_MINUTES.find((width) => minutes / width <= MAX_BUCKETS);
  return fits ?? BUCKET_MINUTES[BUCKET_MINUTES.length - 1];
}

interface Bucket {
  sum: Float64Array;
  count: Float64Array;
  min: Float64Array;
  max: Float64Array;
}

/** Coarse means of a few tags, filled as slices come in any order. */
export class ImportPreviewBuilder {
  readonly #buckets = new Map<number, Bucket>();

  constructor(
    readonly tags: readonly { tag: string; position: number }[],
    readonly bucketMinutes: number,
  ) {}

  /** @param tagOf position among the dataset's tags of each tag of the part */
  add(part: SlicePartial, tagOf: readonly number[]): void {
    const columns = this.tags.map(({ position }) => tagOf.indexOf(position));
    part.minutes.forEach((minute, at) => {
      const bucket = this.#bucket(Math.floor(minute / this.bucketMinutes));
      columns.forEach((column, series) => {
        const cell = at * tagOf.length + column;
        if (column < 0 || part.count[cell] === 0) return;
        bucket.sum[series] += part.sum[cell];
        bucket.count[series] += part.count[cell];
        bucket.min[series] = Math.min(bucket.min[series], part.min[cell]);
        bucket.max[series] = Math.max(bucket.max[series], part.max[cell]);
      });
    });
  }

  #bucket(key: number): Bucket {
    const known = this.#buckets.get(key);
    if (known) return known;
    const cells = () => new Float64Array(this.tags.length);
    const made = { sum: cells(), count: cells(), min: cells().fill(Infinity), max: cells().fill(-Infinity) };
    this.#buckets.set(key, made);
    return made;
  }

  /** Buckets so far, ascending; NaN where a tag has no reading. */
  snapshot() {
    const filled = [...this.#buckets].sort(([a], [b]) => a - b);
    const values = (series: number, value: (bucket: Bucket) => number) =>
      Float64Array.from(filled, ([, bucket]) => (bucket.count[series] === 0 ? NaN : value(bucket)));
    return {
      bucketSeconds: this.bucketMinutes * 60,
      timesMs: Float64Array.from(filled, ([key]) => key * this.bucketMinutes * 60_000),
      series: this.tags.map(({ tag }, series) => ({
        tag,
        avg: values(series, ({ sum, count }) => sum[series] / count[series]),
        min: values(series, ({ min }) => min[series]),
        max: values(series, ({ max }) => max[series]),
      })),
    };
  }
}
