import { proxy } from 'comlink';
import { servicedOf, eventRows, type WorkEvent } from '$lib/maintenance/events';
import type { MaintenanceJudgement, MaintenanceProgress } from '$lib/maintenance/judge-types';
import { predictedRows, predictionsOf } from '$lib/maintenance/predictions';
import type { UnitConditions } from '$lib/plant/units-conditions';
import { connectMaintenance, type MaintenanceApi } from '$lib/rpc/maintenance';
import { saveAnalysis } from '$lib/store/analysis';
import type { MachineSettings } from '$lib/store/machine-settings';
import type { KeptJudgement, MaintenanceSettings } from '$lib/store/maintenance-types';
import type { Plant } from '$lib/store/plant-types';
import { plantSensors, readSensorHours } from './maintenance-read';

/** Share of a judgement that reading takes, for its progress. */
const READ_SHARE = 0.5;
const MINUTE_MS = 60_000;

/** How the maintenance worker is reached; tests give the implementation without a worker. */
export type ConnectMaintenance = () => { remote: Pick<MaintenanceApi, 'judge'>; dispose(): void };

/** Everything a judgement depends on beside the plant's readings. */
export interface JudgedBy {
  conditions: UnitConditions;
  settings: MaintenanceSettings;
  reference: MachineSettings['reference'];
  events: readonly WorkEvent[];
}

/** The same text, the same judgement. */
export function judgementKey(plant: Plant, { conditions, settings, reference, events }: JudgedBy): string {
  const sensors = plantSensors(plant, conditions).found.map(({ name, tag }) => [name, tag.tag, tag.unit]);
  const serviced = Object.entries(servicedOf(events, plant.info.endMs)).sort();
  const limits = Object.entries(settings.limits).sort();
  return JSON.stringify([plant.info.endMs, sensors, limits, reference, serviced, conditions]);
}

/** What rejects once a signal is aborted: the worker is then ended, which no call of it survives. */
function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason as Error);
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
  });
}

/**
 * Judge an open plant as far as it is known: its hours are read here and judged in a worker, which ends with it.
 * @throws AbortError when cancelled; WorkerError; what a query throws
 */
export async function runMaintenance(
  plant: Plant,
  by: JudgedBy,
  { signal, onprogress }: { signal: AbortSignal; onprogress(progress: MaintenanceProgress): void },
  connect: ConnectMaintenance = connectMaintenance,
): Promise<KeptJudgement> {
  const began = performance.now();
  const key = judgementKey(plant, by);
  const sensors = plantSensors(plant, by.conditions);
  const hours = await readSensorHours(plant, sensors, signal, (share) =>
    onprogress({ fraction: share * READ_SHARE, doing: 'reading hours' }),
  );
  signal.throwIfAborted();
  const { remote, dispose } = connect();
  try {
    const input = {
      hours,
      sensors: sensors.found,
      missing: sensors.missing,
      references: by.reference,
      limits: by.settings.limits,
      serviced: servicedOf(by.events, plant.info.endMs),
      nowMs: plant.info.endMs,
    };
    const told = proxy(({ fraction, doing }: MaintenanceProgress) =>
      onprogress({ fraction: READ_SHARE + (1 - READ_SHARE) * fraction, doing }),
    );
    const judgement = await Promise.race([remote.judge(1, input, told), aborted(signal)]);
    return { key, judgement, judgedMs: Date.now(), tookMs: performance.now() - began };
  } finally {
    dispose();
  }
}

/**
 * Keep what was foretold and entered as `maintenance_events`, for SQL and the API. Foretold rows are of the last minute of
 * the data, so that a replay does not know them.
 */
export async function keepRows(
  fingerprint: string,
  judgement: MaintenanceJudgement,
  events: readonly WorkEvent[],
  { downtimes }: Pick<MaintenanceSettings, 'downtimes'>,
): Promise<void> {
  const saidMs = judgement.nowMs - MINUTE_MS;
  const known = (ms: number | null) => (ms === null ? null : Math.min(ms, saidMs));
  const rows = [
    ...predictedRows(predictionsOf(judgement, downtimes), saidMs),
    ...eventRows(events).map((row) => ({ ...row, timestamp: known(row.timestamp) })),
  ];
  await saveAnalysis(fingerprint, 'maintenance_events', rows, {
    version: judgement.model.version,
    parameters: { nowMs: judgement.nowMs, trainedOn: judgement.model.trainedOn },
  });
}
