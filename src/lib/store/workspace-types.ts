/** What the parts of a workspace have in common. */

/** A store's share of the workspace. Data is plain JSON. */
export interface WorkspacePart {
  /** Unique; stays the same over versions. */
  name: string;
  /** What is kept of a plant; null for nothing. */
  export(fingerprint: string): Promise<unknown>;
  /** Take over what `export` gave, perhaps for a plant under another fingerprint. @throws WorkspaceError for other data */
  import(fingerprint: string, data: unknown): Promise<void>;
}

/** A file that is no workspace of ours; the message says why. */
export class WorkspaceError extends Error {
  override name = 'WorkspaceError';
  readonly advice = 'Choose a file that "Save what you added" wrote.';
}

/** Whether a value is an object of JSON, no list. */
export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** @throws WorkspaceError naming the part, unless it fits */
export function expected(fits: boolean, name: string): asserts fits {
  if (!fits) throw new WorkspaceError(`the part "${name}" of the file is not as this page writes it`);
}
