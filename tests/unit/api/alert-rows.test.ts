import { describe, expect, it } from 'vitest';
import type { KeptAction } from '$lib/alarms/acts';
import { anomalyKey, withAcknowledgements } from '$lib/api/alert-rows';

const row = (timestamp: string, resolved_at: string | null, sensor = 'ch4') => ({
  ...{ id: 1, timestamp, resolved_at, resolved: resolved_at !== null, sensor, acknowledged: false },
});
const actOn = (one: ReturnType<typeof row>) =>
  [{ kind: 'act', id: 'a', alarm: anomalyKey(one), atMs: 0, by: 'night shift' }] as unknown as KeptAction[];
const acknowledged = (later: ReturnType<typeof row>) =>
  withAcknowledgements([later], actOn(row('2024-02-01T10:00:00Z', '2024-02-01T12:00:00Z')))[0].acknowledged;

describe('an acknowledged anomaly after another search', () => {
  it.each([
    ['the same', row('2024-02-01T10:00:00Z', '2024-02-01T12:00:00Z'), true],
    ['found earlier', row('2024-02-01T09:00:00Z', '2024-02-01T12:00:00Z'), true],
    ['found a little later', row('2024-02-01T10:20:00Z', '2024-02-01T12:00:00Z'), true],
    ['still going on', row('2024-02-01T09:50:00Z', null), true],
    ['the next one', row('2024-02-01T14:00:00Z', '2024-02-01T15:00:00Z'), false],
    ['one that was over', row('2024-02-01T08:00:00Z', '2024-02-01T09:30:00Z'), false],
    ['of another sensor', row('2024-02-01T10:00:00Z', '2024-02-01T12:00:00Z', 'flow'), false],
  ])('%s', (_, later, expected) => {
    expect(acknowledged(later)).toBe(expected);
  });
});
