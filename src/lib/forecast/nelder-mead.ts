/** How far a search goes. */
export interface NelderMeadOptions {
  /** Reflections, expansions, contractions and shrinks at most. */
  steps: number;
  /** Size of the first simplex. */
  size: number;
}

type Vertex = { point: number[]; value: number };

/**
 * Minimum of a function of few variables without derivatives (Nelder and Mead 1965).
 * @param start first point
 */
export function nelderMead(
  f: (point: readonly number[]) => number,
  start: readonly number[],
  { steps, size }: NelderMeadOptions,
): Vertex {
  const vertex = (point: number[]): Vertex => {
    const value = f(point);
    return { point, value: Number.isNaN(value) ? Infinity : value };
  };
  const simplex = [vertex([...start])];
  start.forEach((_, i) => simplex.push(vertex(start.map((x, at) => (at === i ? x + size : x)))));
  const last = start.length;
  for (let step = 0; step < steps; step++) {
    simplex.sort((a, b) => a.value - b.value);
    const worst = simplex[last];
    const centre = start.map((_, i) => simplex.slice(0, last).reduce((sum, v) => sum + v.point[i], 0) / last);
    const along = (t: number) => vertex(centre.map((x, i) => x + t * (worst.point[i] - x)));
    const mirrored = along(-1);
    if (mirrored.value < simplex[0].value) {
      const further = along(-2);
      simplex[last] = further.value < mirrored.value ? further : mirrored;
    } else if (mirrored.value < simplex[last - 1].value) simplex[last] = mirrored;
    else {
      const nearer = along(mirrored.value < worst.value ? -0.5 : 0.5);
      if (nearer.value < Math.min(worst.value, mirrored.value)) simplex[last] = nearer;
      else
        for (let i = 1; i <= last; i++)
          simplex[i] = vertex(simplex[i].point.map((x, at) => (x + simplex[0].point[at]) / 2));
    }
  }
  return simplex.sort((a, b) => a.value - b.value)[0];
}
