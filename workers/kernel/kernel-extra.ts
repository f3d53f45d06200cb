/** A boolean tag taking another state. */
export interface StateChange {
  /** Position among the slice's tags. */
  tag: number;
  /** Time of the row in which the state is first seen, ms since epoch UTC. */
  ms: number;
  value: 0 | 1;
}

/** What the kernel notes beside a slice's minutes. Arrays of cells are row-major [minutes * tags], as in `Minutes`. */
export interface KernelExtra {
  /** Sums of the squared readings. */
  sumOfSquares: Float64Array;
  /** First and last reading in file order; they mean nothing where `count` is 0. */
  first: Float64Array;
  last: Float64Array;
  /** Each boolean tag's first state in the slice and every change of it, in file order. */
  changes: StateChange[];
}
