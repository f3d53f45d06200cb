/** What is kept of a plant's maintenance. */

import type { ComponentId } from '$lib/maintenance/components';
import type { MaintenanceJudgement } from '$lib/maintenance/judge-types';
import type { WorkPrices } from '$lib/maintenance/what-if';

/** What a person said of a plant's maintenance. */
export interface MaintenanceSettings {
  /** Residual at which a component counts as failed by indicator, in SI, % or ppm; a missing one is the model's. */
  limits: Record<string, number>;
  /** Hours that work takes by component; a missing one is the simulator's repair. */
  downtimes: Partial<Record<ComponentId, number>>;
  /** Prices by component, and the hour of standstill; null where not given. */
  prices: { hour: number | null; works: Partial<Record<ComponentId, Omit<WorkPrices, 'hour'>>> };
}

export const DEFAULT_MAINTENANCE: MaintenanceSettings = {
  limits: {},
  downtimes: {},
  prices: { hour: null, works: {} },
};

/** A judgement with what it was made by. */
export interface KeptJudgement {
  /** Text of everything that it depends on beside the plant's data. */
  key: string;
  judgedMs: number;
  tookMs: number;
  judgement: MaintenanceJudgement;
}
