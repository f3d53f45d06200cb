import { readEnergySettings, writeEnergySettings } from '$lib/store/energy-settings';
import { DEFAULT_ENERGY, type EnergySettings } from '$lib/store/energy-types';

/** Prices, rated power and meters of own use that a person gave for the open plant. */
export class EnergySettingsState {
  value = $state.raw<EnergySettings>(DEFAULT_ENERGY);
  #fingerprint: string | null = null;

  /** Take over what was said of a plant; null for none. */
  async follow(fingerprint: string | null): Promise<void> {
    if (fingerprint === this.#fingerprint) return;
    this.#fingerprint = fingerprint;
    const known = fingerprint === null ? DEFAULT_ENERGY : await readEnergySettings(fingerprint);
    if (this.#fingerprint === fingerprint) this.value = known;
  }

  /** Change it, and remember that with the plant. */
  async change(change: Partial<EnergySettings>): Promise<void> {
    this.value = { ...this.value, ...change };
    if (this.#fingerprint !== null) await writeEnergySettings(this.#fingerprint, this.value);
  }
}
