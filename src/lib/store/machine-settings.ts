import type { TimeRange } from '$lib/ingest/types';
import { USUAL_MOTOR, type MotorFacts } from '$lib/plant/compressor-work';
import { database } from './registry';

/** What a person said of a plant's machines; limits in SI, null for none. */
export interface MachineSettings {
  motor: MotorFacts;
  /** Tag of the motor's power: null for the one found by its name, '' for none (power then comes from current). */
  powerTag: string | null;
  limits: {
    /** K */
    oilTemperature: number | null;
    /** Pa */
    oilPressure: number | null;
    /** Pa */
    oilFilterDrop: number | null;
  };
  /** Healthy part by hand; null where it is found. */
  reference: { compressor: TimeRange | null; blower: TimeRange | null };
  /** Safety tags whose abnormal state is turned round. */
  inverted: string[];
}

/** Filter limit of 10 psi: rule of the reference platform. */
export const DEFAULT_MACHINES: MachineSettings = {
  motor: USUAL_MOTOR,
  powerTag: null,
  limits: { oilTemperature: null, oilPressure: null, oilFilterDrop: 68_947.57293168 },
  reference: { compressor: null, blower: null },
  inverted: [],
};

const keyOf = (fingerprint: string) => `machines:${fingerprint}`;

/** What was said of a plant's machines; defaults where nothing was. */
export async function readMachineSettings(fingerprint: string): Promise<MachineSettings> {
  const known = (await (await database()).get('settings', keyOf(fingerprint))) as
    Partial<MachineSettings> | undefined;
  return { ...DEFAULT_MACHINES, ...known };
}

/** Remember what was said of a plant's machines. */
export async function writeMachineSettings(fingerprint: string, settings: MachineSettings): Promise<void> {
  await (await database()).put('settings', settings, keyOf(fingerprint));
}
