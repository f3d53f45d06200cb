/** Learning rate over a training: a linear rise, then half a cosine down to `floor`. */
export interface Schedule {
  /** Greatest rate, > 0. */
  peak: number;
  /** Steps of the rise. */
  warmUpSteps: number;
  /** Least rate at the end, as a share of `peak`. */
  floor: number;
}

/**
 * @param step  from 1
 * @param steps of the whole training when no early stop ends it
 * @returns learning rate of this step (Loshchilov and Hutter 2017, SGDR, without restarts)
 */
export function learningRate({ peak, warmUpSteps, floor }: Schedule, step: number, steps: number): number {
  if (step <= warmUpSteps) return (peak * step) / warmUpSteps;
  const share = Math.min(1, (step - warmUpSteps) / Math.max(1, steps - warmUpSteps));
  return peak * (floor + (1 - floor) * 0.5 * (1 + Math.cos(Math.PI * share)));
}
