import { WORKSPACE_PARTS } from './workspace-parts';

/** What is kept of the old version names it; what is said of alarms must name the new one. */
const renamed = (data: unknown, fingerprint: string): unknown =>
  typeof data === 'object' && data !== null && 'fingerprint' in data ? { ...data, fingerprint } : data;

/**
 * Let a new version of a plant have all that a person added to the old one: it is kept by fingerprint, and a plant that was
 * added to has another.
 */
export async function carryOver(oldFingerprint: string, newFingerprint: string): Promise<void> {
  if (oldFingerprint === newFingerprint) return;
  for (const part of WORKSPACE_PARTS) {
    const data = await part.export(oldFingerprint);
    if (data !== null) await part.import(newFingerprint, renamed(data, newFingerprint));
  }
}
