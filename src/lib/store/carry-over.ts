import { readDecisions, saveDecisions } from './quality-memory';
import { database } from './registry';

/**
 * Let a new version of a plant have what a person said of the old one: settings and decisions are kept by fingerprint, and
 * a plant that was added to has another.
 */
export async function carryOver(oldFingerprint: string, newFingerprint: string): Promise<void> {
  if (oldFingerprint === newFingerprint) return;
  const settings = await database();
  for (const key of await settings.getAllKeys('settings')) {
    if (!key.includes(oldFingerprint)) continue;
    const value: unknown = await settings.get('settings', key);
    await settings.put('settings', value, key.replace(oldFingerprint, newFingerprint));
  }
  await saveDecisions(newFingerprint, await readDecisions(oldFingerprint));
}
