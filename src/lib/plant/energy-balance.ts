/** What a stream carried over a period. */
export interface StreamTotal {
  name: string;
  /** Gas, Nm3. */
  volume: number;
  /** Methane, Nm3; NaN without an analyser. */
  methane: number;
  /** Share of the time in which flow, and flow and methane, were read, 0..1. */
  flowRead: number;
  methaneRead: number;
}

/** Raw gas to product: what of the methane arrives. */
export interface EnergyBalance {
  raw: StreamTotal;
  product: StreamTotal;
  /** Methane of the product in percent of that of the raw gas. */
  recovery: number;
  /** Methane that does not arrive, Nm3, at least what the meters can tell: below zero they disagree. */
  lost: number;
}

const richness = ({ methane, volume }: StreamTotal): number => methane / volume;

/**
 * The balance between the leanest and the richest stream of a site; null when fewer than two streams have flow and
 * methane, or all are equally rich.
 */
export function energyBalance(streams: readonly StreamTotal[]): EnergyBalance | null {
  const measured = streams
    .filter((stream) => stream.volume > 0 && stream.methane > 0)
    .sort((a, b) => richness(a) - richness(b));
  const [raw, product] = [measured[0], measured.at(-1)];
  if (!raw || !product || richness(product) <= richness(raw)) return null;
  return {
    raw,
    product,
    recovery: (100 * product.methane) / raw.methane,
    lost: raw.methane - product.methane,
  };
}
