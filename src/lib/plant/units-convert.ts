import type { Linear, Unit, UnitContext } from './units';

/**
 * From one unit to another of its dimension: result = value * scale + offset. All conversions are linear, so the mean of
 * converted readings is the converted mean.
 * @returns null when the conditions do not say what one of the units is, or the units measure different things
 */
export function conversion(from: Unit, to: Unit, context: UnitContext): Linear | null {
  if (from.dimension !== to.dimension) return null;
  const [a, b] = [from.toBase(context), to.toBase(context)];
  if (!a || !b) return null;
  if (from.unit === to.unit) return { scale: 1, offset: 0 };
  return { scale: a.scale / b.scale, offset: (a.offset - b.offset) / b.scale };
}

/** One reading. NaN stays NaN. */
export const applyLinear = ({ scale, offset }: Linear, value: number): number => value * scale + offset;

/** A difference of two readings: no offset. */
export const applyToDifference = ({ scale }: Linear, difference: number): number => difference * scale;

/** The way back. */
export const inverse = ({ scale, offset }: Linear): Linear => ({ scale: 1 / scale, offset: -offset / scale });
