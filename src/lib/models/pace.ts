/** Steps that the pace is taken from. */
const LATELY = 50;

/** How long steps took lately. */
export interface Pace {
  took(ms: number): void;
  /** Mean of the last steps, without the first of all, which compiles; 0 before there is one. */
  meanMs(): number;
}

export function stepPace(): Pace {
  const lately: number[] = [];
  let first = true;
  return {
    took(ms) {
      if (first) return void (first = false);
      lately.push(ms);
      if (lately.length > LATELY) lately.shift();
    },
    meanMs: () => (lately.length === 0 ? 0 : lately.reduce((sum, ms) => sum + ms, 0) / lately.length),
  };
}
