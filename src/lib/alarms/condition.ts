import { isUpper, type AlarmDefinition } from './definition';
import { ownMean } from './own-mean';
import { recentExtremes } from './recent-extremes';

/** One minute of what a definition is judged by; NaN where there is no value. */
export interface MinuteInput {
  startMs: number;
  value: number;
  /** Value of the tag that a deviation is measured from; NaN when it is measured from something else. */
  expected: number;
}

/**
 * How far a value is beyond its limit, in the unit of the limit: above 0 is beyond it, NaN cannot be judged.
 * A condition may remember earlier minutes, so it is asked once a minute, in order of time.
 * @param active whether the alarm is active before this minute
 */
export type Excess = (minute: MinuteInput, active: boolean) => number;

/** The condition of a definition, with the memory it needs. */
export function excessOf(definition: AlarmDefinition): Excess {
  switch (definition.kind) {
    case 'threshold': {
      const sign = isUpper(definition.level) ? 1 : -1;
      return ({ value }) => sign * (value - definition.limit);
    }
    case 'anomaly':
      return ({ value }) => value - definition.limit;
    case 'digital':
      return ({ value }) => (definition.abnormal ? value : 1 - value);
    case 'rate-of-change': {
      const recent = recentExtremes(definition.windowMinutes);
      return ({ startMs, value }) => {
        const { least, greatest } = recent(startMs, value);
        const [up, down] = [value - least, greatest - value];
        const change =
          definition.direction === 'up' ? up : definition.direction === 'down' ? down : Math.max(up, down);
        return change - definition.limit;
      };
    }
    case 'deviation': {
      const { from, limit, percent } = definition;
      const mean = from.kind === 'own mean' ? ownMean(from.minutes) : null;
      return ({ value, expected }, active) => {
        const usual = from.kind === 'value' ? from.value : mean === null ? expected : mean(value, active);
        const off = Math.abs(value - usual);
        if (!percent) return off - limit;
        // percent of 0 is no figure
        return usual === 0 ? NaN : (100 * off) / Math.abs(usual) - limit;
      };
    }
    default:
      return definition satisfies never;
  }
}

/** How far back inside its limit a value must be to count as normal: 0 for a state. */
export const deadbandOf = (definition: AlarmDefinition): number =>
  definition.kind === 'digital' ? 0 : definition.deadband;
