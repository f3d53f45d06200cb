// Windows that hold no trace of their class, so that no model can name it.
import { ROWS } from '../../src/lib/models/features';
import type { LabelledWindows } from '../../src/lib/models/class-samples';
import type { Matrix } from '../../src/lib/models/matrix';
import { CLASSES } from './labels';
import { CLASS_FEATURES } from './plants';

const CLOCK_JUMP = CLASSES.indexOf('clock_jump');
/** Of the usual number of rows, scaled. */
const CLOSE = 0.1;

/**
 * A clock that jumped shows where rows are lost or twice: while it stays wrong, readings are as ever.
 * @returns windows of clock_jump, and those of them in which every minute has its usual rows
 */
export function clockJumps(
  { features, values }: Matrix,
  { starts, classes }: LabelledWindows,
  steps: number,
) {
  const rows = CLASS_FEATURES.indexOf(ROWS);
  const own = starts.filter((_, at) => classes[at] === CLOCK_JUMP);
  const minutes = Array.from({ length: steps }, (_, step) => step);
  const traceless = own.filter((start) =>
    minutes.every((step) => Math.abs(values[(start + step) * features + rows]) < CLOSE),
  );
  return { windows: own.length, traceless: traceless.length };
}
