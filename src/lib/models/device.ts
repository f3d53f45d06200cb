import type { Provider } from '../learn/models/model-types';

/** What a person chose for a model; `auto` goes by the trial. */
export type DeviceChoice = 'auto' | Provider;

/** How a model did on both devices here; remembered, so that it is tried once. */
export interface DeviceTrial {
  /** ms of a step or batch after the warm-up; null where it could not run. */
  wasmMs: number;
  webgpuMs: number | null;
  /** Greatest deviation of WebGPU's numbers from WASM's, relative to 1 + |number|; null where it could not run. */
  deviation: number | null;
  /** Why there is no WebGPU time; '' when there is. */
  why: string;
  /** When it was made, ms since epoch. */
  madeMs: number;
}

/** Where a model runs, and why, in words. */
export interface DeviceUsed {
  provider: Provider;
  threads: number;
  why: string;
}

/** Numbers that differ by more than this between devices are wrong. */
export const TRIAL_TOLERANCE = 2e-3;

/** The device by a person's choice and a trial: the faster one whose numbers are right. */
export function deviceBy(choice: DeviceChoice, trial: DeviceTrial): { provider: Provider; why: string } {
  if (choice === 'wasm') return { provider: 'wasm', why: 'the processor, as chosen' };
  if (trial.webgpuMs === null)
    return { provider: 'wasm', why: trial.why === '' ? 'the processor' : `the processor: ${trial.why}` };
  if (!((trial.deviation ?? Infinity) <= TRIAL_TOLERANCE))
    return { provider: 'wasm', why: 'the processor: the graphics device gave wrong numbers' };
  if (choice === 'webgpu') return { provider: 'webgpu', why: 'the graphics device, as chosen' };
  const words = `${trial.webgpuMs.toFixed(1)} ms on the graphics device, ${trial.wasmMs.toFixed(1)} ms on the processor`;
  return trial.webgpuMs < trial.wasmMs
    ? { provider: 'webgpu', why: `the graphics device is faster: ${words}` }
    : { provider: 'wasm', why: `the processor is faster: ${words}` };
}

/** Key of a trial: the same model, sizes, work and device give the same answer. */
export const trialKey = (work: 'train' | 'answer', name: string, sizes: unknown, adapter: string): string =>
  JSON.stringify([work, name, sizes, adapter]);

/** Whether a graphics device is software that plays one: never faster than the processor it runs on. */
export const isSoftware = (adapter: string): boolean =>
  /swiftshader|llvmpipe|software|basic render/i.test(adapter);
