import { DEFAULT_ENERGY, type EnergySettings } from './energy-types';
import { database } from './registry';

const key = (fingerprint: string) => `energy ${fingerprint}`;

/** What was said of a plant's energy, with defaults for the rest. @param fingerprint of the plant's exports */
export async function readEnergySettings(fingerprint: string): Promise<EnergySettings> {
  const known = await (await database()).get('settings', key(fingerprint));
  return { ...DEFAULT_ENERGY, ...(known as Partial<EnergySettings> | undefined) };
}

/** Remember what was said of a plant's energy. */
export async function writeEnergySettings(fingerprint: string, settings: EnergySettings): Promise<void> {
  await (await database()).put('settings', settings, key(fingerprint));
}
