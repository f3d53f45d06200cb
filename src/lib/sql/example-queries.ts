import type { TimeRange } from '$lib/ingest/types';
import { quoteText } from './identifiers';
import { rollupColumn, type Measure } from './schema';
import { shownName, shownRange, shownSeries } from './shown-sql';

/** A worked example for the console. */
export interface ExampleQuery {
  title: string;
  sql: string;
}

/** What examples are made of: sensors that this plant has. */
export interface ExampleSensor {
  tag: string;
  /** What a person calls it. */
  label: string;
  unit: string;
}

/** Sensors to show by; each null when the plant has none such. */
export interface ExampleSensors {
  /** A number to look at first. */
  main: ExampleSensor | null;
  /** A second number, to compare with it. */
  second: ExampleSensor | null;
  /** A switch that says whether a machine runs. */
  running: ExampleSensor | null;
}

const HOUR_MS = 3_600_000;

const column = (tag: string, measure: Measure) => shownName(rollupColumn(tag, measure));

function days({ tag, label, unit }: ExampleSensor, range: TimeRange): ExampleQuery {
  const [avg, min, max, count] = (['avg', 'min', 'max', 'count'] as const).map((m) => column(tag, m));
  return {
    title: `${label} by day`,
    sql: `-- ${label}${unit === '' ? '' : ` in ${unit}`}: a mean of readings, not of means
SELECT date_trunc('day', bucket) AS day,
  sum(${avg} * ${count}) / sum(${count}) AS mean,
  min(${min}) AS lowest, max(${max}) AS highest,
  sum(${count}) AS readings
FROM hour_rollup
WHERE ${shownRange(range)}
GROUP BY day
ORDER BY day`,
  };
}

const highest = ({ tag, label }: ExampleSensor, range: TimeRange): ExampleQuery => ({
  title: `Twenty hours with the highest ${label}`,
  sql: `SELECT bucket AS hour, ${column(tag, 'avg')} AS mean, ${column(tag, 'max')} AS highest
FROM hour_rollup
WHERE ${shownRange(range)} AND ${column(tag, 'max')} IS NOT NULL
ORDER BY highest DESC
LIMIT 20`,
});

const byHourOfDay = ({ tag, label }: ExampleSensor, range: TimeRange): ExampleQuery => ({
  title: `${label} by hour of the day (UTC)`,
  sql: `SELECT hour(bucket) AS hour_of_day,
  quantile_cont(${column(tag, 'avg')}, 0.1) AS tenth,
  median(${column(tag, 'avg')}) AS median,
  quantile_cont(${column(tag, 'avg')}, 0.9) AS ninetieth
FROM hour_rollup
WHERE ${shownRange(range)}
GROUP BY hour_of_day
ORDER BY hour_of_day`,
});

const together = (a: ExampleSensor, b: ExampleSensor, range: TimeRange): ExampleQuery => ({
  title: `How ${a.label} and ${b.label} go together`,
  sql: `-- corr is 1 when both rise and fall together, -1 when one falls as the other rises, 0 when neither
SELECT date_trunc('day', bucket) AS day,
  corr(${column(a.tag, 'avg')}, ${column(b.tag, 'avg')}) AS corr,
  regr_slope(${column(b.tag, 'avg')}, ${column(a.tag, 'avg')}) AS slope
FROM minute_rollup
WHERE ${shownRange(range)}
GROUP BY day
ORDER BY day`,
});

const hoursRun = ({ tag, label }: ExampleSensor, range: TimeRange): ExampleQuery => ({
  title: `${label}: hours and starts by day`,
  sql: `WITH minutes AS (
  SELECT bucket, ${column(tag, 'avg')} AS share, ${column(tag, 'avg')} >= 0.5 AS is_on,
    lag(${column(tag, 'avg')} >= 0.5) OVER (ORDER BY bucket) AS was_on
  FROM minute_rollup
  WHERE ${shownRange(range)} AND ${column(tag, 'count')} > 0
)
SELECT date_trunc('day', bucket) AS day,
  sum(share) / 60 AS hours_on,
  count(*) FILTER (WHERE is_on AND NOT was_on) AS starts
FROM minutes
GROUP BY day
ORDER BY day`,
});

const gaps = (range: TimeRange): ExampleQuery => ({
  title: 'Gaps: where rows are missing',
  sql: `SELECT before + INTERVAL '1 minute' AS gap_from, bucket AS gap_to,
  date_diff('minute', before, bucket) - 1 AS minutes
FROM (
  SELECT bucket, lag(bucket) OVER (ORDER BY bucket) AS before
  FROM minute_rollup
  WHERE ${shownRange(range)}
)
WHERE date_diff('minute', before, bucket) > 1
ORDER BY minutes DESC
LIMIT 100`,
});

const sensors: ExampleQuery = {
  title: 'All sensors, what they mean and how much of them is there',
  sql: `SELECT header, tag, canonical AS meaning, unit, readings, min, avg, max, first_time, last_time
FROM tags
ORDER BY position`,
};

const issues: ExampleQuery = {
  title: 'What of the import could not be used',
  sql: `SELECT name AS file, column_name, reason, count, first_line, sample
FROM import_issue JOIN import_report USING (source)
ORDER BY count DESC`,
};

const oldTables = (range: TimeRange): ExampleQuery => ({
  title: "The old platform's hourly table",
  sql: `SELECT *
FROM hourly_aggregates
WHERE ${shownRange(range).replaceAll('bucket', '"timestamp"')}
ORDER BY "timestamp"`,
});

const find = (word: string): ExampleQuery => ({
  title: 'Find columns by a part of their name',
  sql: `SELECT table_name, column_name, data_type
FROM information_schema.columns
WHERE table_catalog <> 'plant' AND column_name LIKE ${quoteText(`%${word}%`)}
ORDER BY table_name, ordinal_position`,
});

/** Worked examples over the tables of a plant, for a range of time; those of sensors that it lacks are left out. */
export function exampleQueries({ main, second, running }: ExampleSensors, range: TimeRange): ExampleQuery[] {
  return [
    ...(main
      ? [
          { title: `${main.label} by hour`, sql: shownSeries([main.tag], range, HOUR_MS) },
          days(main, range),
          highest(main, range),
          byHourOfDay(main, range),
        ]
      : []),
    ...(main && second ? [together(main, second, range)] : []),
    ...(running ? [hoursRun(running, range)] : []),
    gaps(range),
    sensors,
    issues,
    oldTables(range),
    find(main?.tag.slice(-6) ?? 'avg'),
  ];
}
