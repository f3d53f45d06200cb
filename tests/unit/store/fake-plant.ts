import { chooseLevel } from '$lib/series/level';
import type { Plant, SeriesData } from '$lib/store/plant-types';

/** 2024-03-01T00:00:00Z, where the fake plant starts. */
export const FAKE_START_MS = Date.UTC(2024, 2, 1);
export const FAKE_HOURS = 50;
export const FAKE_END_MS = FAKE_START_MS + FAKE_HOURS * 3_600_000;
const INTERVAL_MS = 10_000;

const count = (FAKE_HOURS * 3_600_000) / INTERVAL_MS;
/** A reading every 10 s; the value of each is its own time, so that a value tells when it was read. */
export const READINGS = Array.from({ length: count }, (_, at) => FAKE_START_MS + at * INTERVAL_MS);

const minuteOf = (ms: number) => Math.floor(ms / 60_000) * 60_000;
const inMinutes = (fromMs: number, toMs: number) =>
  READINGS.filter((ms) => minuteOf(ms) >= fromMs && minuteOf(ms) < toMs);
const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

/** A bucket is whole, whatever the range asked for, as in a real plant. */
function bucketed(tags: readonly string[], fromMs: number, toMs: number, bucketMs: number): SeriesData {
  const starts: number[] = [];
  for (let ms = Math.floor(fromMs / bucketMs) * bucketMs; ms < toMs; ms += bucketMs) starts.push(ms);
  const parts = starts.map((start) => inMinutes(start, start + bucketMs));
  const column = (of: (part: number[]) => number) =>
    Float64Array.from(parts, (part) => (part.length ? of(part) : Number.NaN));
  return {
    level: bucketMs >= 3_600_000 ? 'hour' : 'minute',
    bucketSeconds: bucketMs / 1000,
    timesMs: Float64Array.from(starts),
    rows: Float64Array.from(parts, (part) => part.length),
    series: tags.map((tag) => ({
      tag,
      avg: column(mean),
      min: column((part) => part[0]),
      max: column((part) => part[part.length - 1]),
    })),
    rawMissing: null,
  };
}

/** A plant of one tag `clock` in memory. */
export function fakePlant(): Plant {
  const values = { readings: count, avg: mean(READINGS), min: READINGS[0], max: READINGS[count - 1] };
  const tag = { tag: 'clock', header: 'Clock', canonical: null, confidence: 0, unit: 's', group: 'Other' };
  return {
    info: {
      name: 'Fake',
      label: '',
      fingerprint: 'f',
      zone: 'UTC',
      createdMs: 0,
      rows: count,
      firstMs: FAKE_START_MS,
      endMs: FAKE_END_MS,
      minutes: FAKE_HOURS * 60,
      samplingIntervalSeconds: 10,
      tags: [{ ...tag, kind: 'number', ...values, firstMs: READINGS[0], lastMs: READINGS[count - 1] }],
      sources: [],
      issues: [],
    },
    async series({ tags, fromMs, toMs, widthPx }) {
      const { level, bucketSeconds } = chooseLevel(toMs - fromMs, widthPx, 10);
      if (level !== 'raw') return bucketed(tags, fromMs, toMs, bucketSeconds * 1000);
      const times = Float64Array.from(READINGS.filter((ms) => ms >= fromMs && ms < toMs));
      const series = tags.map((name) => ({ tag: name, avg: times, min: times, max: times }));
      const rows = times.map(() => 1);
      return { level: 'raw', bucketSeconds: 10, timesMs: times, rows, series, rawMissing: null };
    },
    async statistics(tags, { fromMs, toMs }) {
      const found = inMinutes(fromMs, toMs);
      const last = found.at(-1) ?? Number.NaN;
      return tags.map((name) => ({
        tag: name,
        readings: found.length,
        avg: found.length ? mean(found) : Number.NaN,
        min: found[0] ?? Number.NaN,
        max: last,
        last,
      }));
    },
    async coverage({ fromMs, toMs }, buckets) {
      const bucketMs = Math.ceil((toMs - fromMs) / Math.max(1, buckets - 1) / 60_000) * 60_000;
      const { timesMs } = bucketed([], fromMs, toMs, bucketMs);
      return { bucketSeconds: bucketMs / 1000, timesMs, percent: timesMs.map(() => 100) };
    },
    ask: () => Promise.reject(new Error('the fake plant runs no statements')),
    async query(sql) {
      const until = Number(/bucket < epoch_ms\(CAST\((\d+)/.exec(sql)?.[1]);
      const minutes = Math.max(0, (Math.min(until, FAKE_END_MS) - FAKE_START_MS) / 60_000);
      const column = (name: string, value: number) =>
        ({ name, kind: 'number', values: Float64Array.of(value) }) as const;
      return {
        rows: 1,
        columns: [column('counted', minutes * 6), column('minutes', minutes)],
        truncated: false,
      };
    },
    setSourceFiles() {},
    tagOf: () => null,
    async setMapping() {},
    dispose() {},
  };
}
