/** What a stream is in the plant's methane balance. */
export const STREAM_ROLES = ['feed', 'product', 'off-gas', 'none'] as const;
export type StreamRole = (typeof STREAM_ROLES)[number];

const WORDS: [role: StreamRole, words: RegExp][] = [
  ['off-gas', /off.?gas|tail|permeate|waste|vent|tox|flare|abgas|schwachgas/],
  ['feed', /inlet|feed|raw|eintritt|rohgas|digester/],
  ['product', /plant outlet|product|export|biomethan|grid|delta|einspeis/],
];

/** The role that the words of a stream suggest; `none` where they suggest none. */
export const usualRole = (id: string): StreamRole => WORDS.find(([, words]) => words.test(id))?.[0] ?? 'none';

/** Methane that went through the streams of each role in the minutes counted, Nm3; NaN for a role without a stream. */
export interface MethaneBalance {
  feed: number;
  product: number;
  offGas: number;
  /** Minutes in which every stream had flow and methane. */
  minutes: number;
}

/** What of the methane arrives, and what is lost. */
export interface Recovery {
  /** Product over feed, percent. */
  recovery: number;
  /** Methane lost over methane in, percent. */
  slip: number;
  /** Whether the slip is measured in the off-gas, or is what the product lacks. */
  slipBy: 'off-gas' | 'difference';
  /** Whether the recovery is measured in the product, or is what the off-gas lacks. */
  recoveryBy: 'product' | 'difference';
  /** Product and off-gas over feed, percent; NaN without both. Far from 100 %, a flow or an analyser is off. */
  closure: number;
}

/** Recovery and slip of a balance; null without methane in, or with neither product nor off-gas. */
export function recoveryOf({ feed, product, offGas }: MethaneBalance): Recovery | null {
  if (!(feed > 0) || (Number.isNaN(product) && Number.isNaN(offGas))) return null;
  const [arrived, lost] = [(100 * product) / feed, (100 * offGas) / feed];
  return {
    recovery: Number.isNaN(arrived) ? 100 - lost : arrived,
    slip: Number.isNaN(lost) ? 100 - arrived : lost,
    slipBy: Number.isNaN(lost) ? 'difference' : 'off-gas',
    recoveryBy: Number.isNaN(arrived) ? 'difference' : 'product',
    closure: arrived + lost,
  };
}
