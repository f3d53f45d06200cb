import { alertsQuery, anomalyQuery, SEVERITIES } from '$lib/sql/events';
import type { Plant } from '$lib/store/plant-types';
import type { AlarmService, AlarmsSeen } from './alarm-service';
import { alarmRow, anomalyKey, inOrder, withAcknowledgements, type AlertRow } from './alert-rows';
import { ApiError, ok, type ApiResponse } from './http';
import type { Period } from './period';
import { rowsOf } from './query';

/** Alerts given at most, as the old platform did. */
const MOST = 100;

/** Alarms that called an operator and whose condition began in a period. */
function alarmRows(plant: Plant, { occurrences, judged }: AlarmsSeen, period: Period): AlertRow[] {
  return occurrences.flatMap((one) => {
    const definition = judged(one.alarm);
    const inside = one.sinceMs >= period.fromMs && one.sinceMs < period.toMs;
    return definition && inside && one.annunciated ? [alarmRow(one, definition, plant.info)] : [];
  });
}

/**
 * GET /api/alerts: alarms and rows of `anomalies` of a period.
 * @param alarms null where nobody judges alarms: the list then holds anomalies only
 * @throws ApiError 400 for a severity that is none
 */
export async function alerts(
  plant: Plant,
  period: Period,
  severity: string | null,
  alarms: AlarmService | null,
): Promise<ApiResponse> {
  const known = SEVERITIES.find((one) => one === severity);
  if (severity !== null && known === undefined)
    throw new ApiError(400, `severity "${severity}" is none of ${SEVERITIES.join(', ')}`);
  const [found, seen] = await Promise.all([
    plant.ask(period, (of) => alertsQuery(of, known ?? null)),
    alarms?.seen() ?? null,
  ]);
  const anomalies = withAcknowledgements(rowsOf(found), seen?.actions ?? []);
  const raised = seen === null ? [] : alarmRows(plant, seen, period);
  const wanted = raised.filter((row) => known === undefined || row.severity === known);
  const rows = inOrder([...wanted, ...anomalies], SEVERITIES, MOST);
  return ok(rows, { count: rows.length });
}

/** Who acknowledges, of a body {user}: as text, or as JSON that was read. @throws ApiError 400 without a name */
function userOf(body: unknown): string {
  let given = body;
  try {
    if (typeof body === 'string') given = JSON.parse(body);
  } catch {
    throw new ApiError(400, 'the body is no JSON; it should be like {"user": "night shift"}');
  }
  const user = typeof given === 'object' && given !== null && 'user' in given ? given.user : undefined;
  if (typeof user !== 'string' || user.trim() === '')
    throw new ApiError(400, 'say who acknowledges: the body should be like {"user": "night shift"}');
  return user.trim();
}

const missing = (id: string) => new ApiError(404, `there is no alert ${id}`);

async function acknowledgeAlarm(plant: Plant, alarms: AlarmService, id: string, user: string) {
  const found = (await alarms.seen()).occurrences.find((one) => one.id === id && one.annunciated);
  if (!found) throw missing(id);
  if (found.acknowledged === null) {
    const target = { alarm: found.alarm, raisedMs: [found.raisedMs] };
    const refused = await alarms.act(target, { kind: 'acknowledge' }, user, 'by the API');
    if (refused !== null) throw new ApiError(409, refused);
  }
  const { occurrences, judged } = await alarms.seen();
  const [now, definition] = [occurrences.find((one) => one.id === id), judged(found.alarm)];
  if (!now || !definition) throw missing(id);
  return ok(alarmRow(now, definition, plant.info));
}

async function acknowledgeAnomaly(plant: Plant, alarms: AlarmService, id: number, user: string) {
  const { firstMs, endMs } = plant.info;
  const found = await plant.ask({ fromMs: firstMs, toMs: endMs }, (known) => anomalyQuery(known, id));
  const [row] = rowsOf(found);
  if (row === undefined) throw missing(String(id));
  const before = withAcknowledgements([row], (await alarms.seen()).actions)[0];
  if (before.acknowledged) return ok(before);
  const target = { alarm: anomalyKey(row), raisedMs: [] };
  const refused = await alarms.act(target, { kind: 'acknowledge' }, user, 'by the API');
  if (refused !== null) throw new ApiError(409, refused);
  return ok(withAcknowledgements([row], (await alarms.seen()).actions)[0]);
}

/**
 * POST /api/alerts/{id}/acknowledge: the alert as it is then. One that is acknowledged already stays as it is.
 * @throws ApiError 400 without a user, 404 when there is no such alert, 409 when its state does not allow it
 */
export async function acknowledge(
  plant: Plant,
  idInPath: string,
  body: unknown,
  alarms: AlarmService | null,
): Promise<ApiResponse> {
  const id = decodeURIComponent(idInPath);
  if (alarms === null) throw missing(id);
  const user = userOf(body);
  if (/^\d{1,9}$/.test(id)) return acknowledgeAnomaly(plant, alarms, Number(id), user);
  return acknowledgeAlarm(plant, alarms, id, user);
}
