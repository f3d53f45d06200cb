import type { Statement } from '$lib/rpc/database';

/** A statement of ours, and the page that it was asked for. */
export interface Asked extends Statement {
  /** Path of the address when it was asked; '' outside a browser. */
  path: string;
}

/** Enough for all that one page asks, several times over. */
const MOST = 60;
let asked: Asked[] = [];

/** Note a statement that the open plant is asked; what was asked long ago is forgotten. */
export function noteAsked({ sql, params }: Statement): void {
  const path = globalThis.location?.pathname ?? '';
  asked = [{ sql, params, path }, ...asked.slice(0, MOST - 1)];
}

/** What the open plant was asked last, newest first: what is behind every number that is shown. */
export const lastAsked = (): readonly Asked[] => asked;

/** Forget all: another plant is opened. */
export function forgetAsked(): void {
  asked = [];
}
