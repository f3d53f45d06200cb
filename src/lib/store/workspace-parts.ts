import { exportAlarms, importAlarms } from './alarm-memory';
import { NO_EDITS } from '$lib/alarms/edits';
import { COMPONENT_IDS } from '$lib/maintenance/components';
import { EVENT_TYPES, STATUSES, type WorkEvent } from '$lib/maintenance/events';
import { PRIORITIES } from '$lib/maintenance/predictions';
import { labelProblem, type IntervalLabel } from '$lib/models/interval-labels';
import { readFeedback, readHealthy, saveFeedback, saveHealthy } from './anomaly-memory';
import type { HealthyPeriod } from './anomaly-types';
import { changeLabels, readLabels } from './label-memory';
import {
  changeEvents,
  readEvents,
  readMaintenanceSettings,
  writeMaintenanceSettings,
} from './maintenance-memory';
import { DEFAULT_MAINTENANCE, type MaintenanceSettings } from './maintenance-types';
import { readDecisions, saveDecisions } from './quality-memory';
import { database } from './registry';
import { listSavedQueries, saveQuery, type SavedQuery } from './saved-queries';
import { expected, isObject, type WorkspacePart } from './workspace-types';

/** Settings of a plant, under whatever key its stores keep them: all hold the fingerprint. */
const plantSettings: WorkspacePart = {
  name: 'settings',
  async export(fingerprint) {
    const db = await database();
    const found: Record<string, unknown> = {};
    for (const key of await db.getAllKeys('settings'))
      if (key.includes(fingerprint))
        found[key.replace(fingerprint, '{plant}')] = await db.get('settings', key);
    return Object.keys(found).length > 0 ? found : null;
  },
  async import(fingerprint, data) {
    expected(isObject(data), this.name);
    const db = await database();
    for (const [key, value] of Object.entries(data)) {
      expected(key.includes('{plant}') && key.length < 200 && isObject(value), this.name);
      await db.put('settings', value, key.replace('{plant}', fingerprint));
    }
  },
};

const quality: WorkspacePart = {
  name: 'quality decisions',
  async export(fingerprint) {
    return readDecisions(fingerprint);
  },
  async import(fingerprint, data) {
    expected(isObject(data) && Array.isArray(data.spans), this.name);
    await saveDecisions(fingerprint, data as unknown as Parameters<typeof saveDecisions>[1]);
  },
};

const anomalyFeedback: WorkspacePart = {
  name: 'anomaly feedback',
  async export(fingerprint) {
    const feedback = await readFeedback(fingerprint);
    return feedback.length > 0 ? feedback : null;
  },
  async import(fingerprint, data) {
    expected(Array.isArray(data) && data.every(isObject), this.name);
    await saveFeedback(fingerprint, data as unknown as Parameters<typeof saveFeedback>[1]);
  },
};

const isQuery = (value: unknown): value is SavedQuery =>
  isObject(value) &&
  [value.id, value.name, value.sql, value.plant].every((text) => typeof text === 'string') &&
  typeof value.savedMs === 'number';

const savedQueries: WorkspacePart = {
  name: 'saved queries',
  async export() {
    const queries = await listSavedQueries();
    return queries.length > 0 ? queries : null;
  },
  async import(_, data) {
    expected(Array.isArray(data) && data.every(isQuery), this.name);
    for (const query of data as SavedQuery[]) await saveQuery(query);
  },
};

const isLabel = (value: unknown): value is IntervalLabel =>
  isObject(value) &&
  [value.id, value.name, value.note].every((text) => typeof text === 'string') &&
  (value.tag === null || typeof value.tag === 'string') &&
  typeof value.madeMs === 'number' &&
  labelProblem(value as unknown as IntervalLabel) === null;

const labels: WorkspacePart = {
  name: 'fault labels',
  async export(fingerprint) {
    const kept = await readLabels(fingerprint);
    return kept.length > 0 ? kept : null;
  },
  async import(fingerprint, data) {
    expected(Array.isArray(data) && data.every(isLabel), this.name);
    await changeLabels(fingerprint, () => data as IntervalLabel[]);
  },
};

const healthy: WorkspacePart = {
  name: 'healthy time',
  export: readHealthy,
  async import(fingerprint, data) {
    expected(isObject(data) && typeof data.fromMs === 'number' && typeof data.toMs === 'number', this.name);
    await saveHealthy(fingerprint, data as unknown as HealthyPeriod);
  },
};

/** Definitions of alarms and the journal of what people did; the journal stays with the plant whose alarms it is about. */
const alarms: WorkspacePart = {
  name: 'alarms',
  async export(fingerprint) {
    const file = await exportAlarms(fingerprint);
    const { own, off, operators } = file.edits;
    const untouched = own.length + off.length + file.actions.length === 0;
    return untouched && operators === NO_EDITS.operators ? null : file;
  },
  async import(fingerprint, data) {
    expected(isObject(data) && Array.isArray(data.actions), this.name);
    const actions = data.fingerprint === fingerprint ? data.actions : [];
    await importAlarms(fingerprint, { ...data, fingerprint, actions });
  },
};

const isNumberOrNull = (value: unknown) => value === null || typeof value === 'number';

const isWork = (value: unknown): boolean =>
  isObject(value) &&
  [value.id, value.subject, value.description].every((text) => typeof text === 'string') &&
  EVENT_TYPES.some((type) => type === value.type) &&
  STATUSES.some((status) => status === value.status) &&
  PRIORITIES.some((priority) => priority === value.priority) &&
  (value.component === null || COMPONENT_IDS.some((id) => id === value.component)) &&
  [value.scheduledMs, value.completedMs, value.downtimeHours, value.foretoldMs].every(isNumberOrNull) &&
  typeof value.enteredMs === 'number';

/** Work that was entered, with limits, times and prices of maintenance. */
const maintenance: WorkspacePart = {
  name: 'maintenance',
  async export(fingerprint) {
    const [work, settings] = await Promise.all([
      readEvents(fingerprint),
      readMaintenanceSettings(fingerprint),
    ]);
    const untouched = JSON.stringify(settings) === JSON.stringify(DEFAULT_MAINTENANCE);
    return work.length === 0 && untouched ? null : { work, settings };
  },
  async import(fingerprint, data) {
    expected(isObject(data) && Array.isArray(data.work) && data.work.every(isWork), this.name);
    const { settings } = data;
    expected(
      isObject(settings) && [settings.limits, settings.downtimes, settings.prices].every(isObject),
      this.name,
    );
    await changeEvents(fingerprint, () => data.work as WorkEvent[]);
    await writeMaintenanceSettings(fingerprint, settings as unknown as MaintenanceSettings);
  },
};

/** Every store with something of a person's adds its part here. */
export const WORKSPACE_PARTS: readonly WorkspacePart[] = [
  plantSettings,
  quality,
  anomalyFeedback,
  labels,
  healthy,
  alarms,
  maintenance,
  savedQueries,
];
