/** The fault classifier as pages see it. */
import type { ClassesOverTime } from '$lib/models/classes-over-time';
import type { ModelManifest } from '$lib/models/manifest';

/** Weights to be asked: of the site, or trained on the plant. */
export interface FaultModel {
  manifest: ModelManifest;
  shipped: boolean;
}

export interface FaultAnswer {
  over: ClassesOverTime;
  /** Windows that held enough to be answered. */
  answered: number;
  /** What it ran on, in words. */
  device: string;
  tookMs: number;
}
