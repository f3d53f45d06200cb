import { defaultAlarms } from '$lib/alarms/defaults';
import { columnKey, type DigitalAlarm } from '$lib/alarms/definition';
import { AlarmEvaluator } from '$lib/alarms/evaluate';
import { MINUTE_MS } from '$lib/alarms/minutes';
import { minuteColumnsQuery } from '$lib/sql/quality';
import type { Plant } from '$lib/store/plant-types';
import type { Period } from './period';

/** Read before the period, so that a fault that began earlier is not counted again. */
const BEFORE_MS = 15 * MINUTE_MS;
const FAULTS = ['compressor.fault', 'blower.fault'];

/** Alarms of fault bits that a plant has, over its own tags. */
function faultAlarms(plant: Pick<Plant, 'tagOf'>): DigitalAlarm[] {
  return defaultAlarms().flatMap((one) => {
    if (one.kind !== 'digital' || !FAULTS.includes(one.tag)) return [];
    const tag = plant.tagOf(one.tag);
    return tag === null ? [] : [{ ...one, tag }];
  });
}

/**
 * Faults of compressor and blower that began in a period: each time that a fault bit came on and had been off for a minute
 * before, as the alarms of the fault bits count. Null when neither bit is mapped.
 */
export async function countFaults(
  plant: Pick<Plant, 'ask' | 'tagOf'>,
  period: Period,
): Promise<number | null> {
  const alarms = faultAlarms(plant);
  if (alarms.length === 0) return null;
  const wanted = alarms.map(({ tag }) => ({ tag, measure: 'avg' as const }));
  const range = { fromMs: period.fromMs - BEFORE_MS, toMs: period.toMs };
  const { minutes, columns } = await plant.ask(range, (known) => minuteColumnsQuery(wanted, known.range));
  const events = new AlarmEvaluator(alarms).advance({
    startsMs: minutes.map((minute) => minute * MINUTE_MS),
    columns: new Map(alarms.map(({ tag }, at) => [columnKey(tag, 'avg'), columns[at]])),
  });
  return events.filter(({ kind, sinceMs }) => kind === 'raised' && sinceMs >= period.fromMs).length;
}
