import { defaultAlarms } from '$lib/alarms/defaults';
import type { AlarmDefinition } from '$lib/alarms/definition';
import { configuredAlarms, type AlarmEdits, type ConfiguredAlarm } from '$lib/alarms/edits';
import { resolveAlarms, type ResolvedAlarms } from '$lib/alarms/resolve';
import type { AlarmScores } from '$lib/alarms/scores';
import { safetyChannels } from '$lib/plant/safety-channels';
import type { UnitConditions } from '$lib/plant/units-conditions';
import type { KeptAnomalies } from '$lib/store/anomaly-types';
import type { Plant } from '$lib/store/plant-types';

/** What alarms depend on beside the plant's data. */
export interface AlarmBasis {
  edits: AlarmEdits;
  /** Safety tags whose abnormal state a person turned round. */
  inverted: readonly string[];
  conditions: UnitConditions;
  scores: AlarmScores | null;
}

/** All alarms of a plant, and those of them that can be judged. */
export interface PlantAlarms extends ResolvedAlarms {
  configured: ConfiguredAlarm[];
  /** The definition of each alarm, as a person reads it. */
  byId: ReadonlyMap<string, AlarmDefinition>;
  /** As it is judged: over the plant's own tags, in recorded units. */
  judgedById: ReadonlyMap<string, AlarmDefinition>;
}

/** The alarms of a plant by the mapping in force. @param plant the whole one: which state is the rarer one is told by all of it */
export function plantAlarms(
  { info, tagOf }: Pick<Plant, 'info' | 'tagOf'>,
  { edits, inverted, conditions, scores }: AlarmBasis,
): PlantAlarms {
  const channels = safetyChannels(info.tags, tagOf, inverted);
  const abnormal = new Map(
    channels.flatMap(({ canonical, abnormal: state }) => (canonical === null ? [] : [[canonical, state]])),
  );
  const detectors = scores?.detectors ?? [];
  const configured = configuredAlarms(defaultAlarms({ abnormal, detectors }), edits);
  const on = configured.filter((one) => one.on).map(({ definition }) => definition);
  const resolved = resolveAlarms(
    { tags: info.tags, tagOf, conditions, detectors: detectors.map(({ detector }) => detector) },
    on,
  );
  const idsOf = (all: readonly AlarmDefinition[]) => new Map(all.map((one) => [one.id, one]));
  return {
    ...resolved,
    configured,
    byId: idsOf(configured.map(({ definition }) => definition)),
    judgedById: idsOf(resolved.judged),
  };
}

/** Scores that alarms judge: what events are made of, the detectors together and the tags' own checks. */
export function scoresOf(kept: KeptAnomalies | undefined): AlarmScores | null {
  if (kept === undefined) return null;
  const { judgement, search, judgedMs } = kept;
  const detectors = judgement.lanes.flatMap(({ name, threshold, values }) =>
    (name === 'consensus' || name === 'tags') && threshold !== null
      ? [{ detector: name, threshold, values }]
      : [],
  );
  if (detectors.length === 0) return null;
  const { startMs, stepMs } = judgement;
  return { judgedMs, knownMs: search.range.toMs, startMs, stepMs, detectors };
}
