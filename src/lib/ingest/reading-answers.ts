import type { PlanChoices } from './plan-choices';
import type { Dialect, SourcePlan, TimeFormat, TimeSource } from './types';

/** Choices with a change on top: what the change says of columns and dialect is added, the rest replaced. */
export function mergeChoices(choices: PlanChoices, change: PlanChoices): PlanChoices {
  const columns = { ...choices.columns };
  for (const [header, decision] of Object.entries(change.columns ?? {}))
    columns[header] = { ...columns[header], ...decision };
  return {
    ...choices,
    ...change,
    ...(change.dialect && { dialect: { ...choices.dialect, ...change.dialect } }),
    ...(change.columns && { columns }),
  };
}

/** Answers that hold for every export with the same header, wherever its columns stand. */
export interface ReadingAnswers {
  /** Day before month or the other way round, as a whole pattern. */
  format?: TimeFormat;
  zone?: string;
  decimal?: Pick<Dialect, 'decimal' | 'thousands'>;
}

/** What of a person's choices is worth remembering beside the columns. */
export function answersOf({ time, zone, dialect }: PlanChoices): ReadingAnswers {
  return {
    ...(time && time.kind !== 'row-number' && { format: time.format }),
    ...(zone !== undefined && { zone }),
    ...(dialect?.decimal && { decimal: { decimal: dialect.decimal, thousands: dialect.thousands } }),
  };
}

const shapeOf = (pattern: string) => pattern.replace(/MM|dd/g, '?');

/**
 * Remembered answers as choices for an export as it was understood without them. A time format is taken over only where
 * it reads the same text another way: day and month exchanged.
 */
export function choicesOf(answers: ReadingAnswers, { time, zoneInFile }: SourcePlan): PlanChoices {
  const { format, zone, decimal } = answers;
  return {
    ...(format && exchanged(time, format)),
    ...(zone !== undefined && !zoneInFile && { zone }),
    ...(decimal && { dialect: decimal }),
  };
}

function exchanged(time: TimeSource, format: TimeFormat): PlanChoices {
  if (time.kind === 'row-number' || time.format.kind !== 'pattern' || format.kind !== 'pattern') return {};
  return shapeOf(format.pattern) === shapeOf(time.format.pattern) ? { time: { ...time, format } } : {};
}
