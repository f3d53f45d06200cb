import {
  DEFAULT_MACHINES,
  readMachineSettings,
  writeMachineSettings,
  type MachineSettings,
} from '$lib/store/machine-settings';

/** What a person said of the open plant's machines. Made by the page that shows it. */
export class MachineSettingsState {
  value = $state.raw<MachineSettings>(DEFAULT_MACHINES);
  /** True once what is remembered of the plant has been read: what is computed before would be computed again. */
  ready = $state(false);

  #fingerprint: string | null = null;

  /** Take over the settings of a plant. */
  async follow(fingerprint: string): Promise<void> {
    if (this.#fingerprint === fingerprint) return;
    this.#fingerprint = fingerprint;
    this.ready = false;
    const found = await readMachineSettings(fingerprint);
    if (this.#fingerprint !== fingerprint) return;
    this.value = found;
    this.ready = true;
  }

  async change(change: Partial<MachineSettings>): Promise<void> {
    this.value = { ...this.value, ...change };
    if (this.#fingerprint !== null) await writeMachineSettings(this.#fingerprint, this.value);
  }
}
