import type { WideOptions } from './csv.mjs';

export function writeWide(options: WideOptions & { out: string }): Promise<number>;
export function ensureWide(options: { rows: number; seed?: number; dir?: string }): Promise<string>;
