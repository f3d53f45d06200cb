import { describe, expect, it } from 'vitest';
import { anomalyRows } from '$lib/detect/anomaly-rows';
import type { EventKind, EventTag, PlantEvent } from '$lib/detect/event-types';

const tag = (name: string, peak: number, actual: number, expected: number): EventTag => ({
  ...{ tag: name, onsetMs: 0, endMs: 100, peakMs: 50, peak, actual, expected, words: '' },
});
const event = (kind: EventKind, toMs: number, tags: EventTag[]): PlantEvent => ({
  ...{ fromMs: 10, toMs, peakMs: 50, kind, severity: 'high', confidence: 0.98, system: 'Compressor', tags },
  ...{ detectors: [], description: 'words' },
});

describe('rows of anomalies', () => {
  it('name the tag that was off most, with what it read and should have read', () => {
    const tags = [tag('oil_p', 2, 36, 41), tag('filter_dp', 5, 9, 4.5)];
    const [row] = anomalyRows(
      [event('off expectation', 90, tags)],
      { 'compressor.oil_filter_dp': 'filter_dp' },
      1000,
      200,
    );
    expect(row).toMatchObject({
      ...{
        timestamp: 10,
        detected_at: 1000,
        anomaly_type: 'statistical',
        severity: 'high',
        confidence: 0.98,
      },
      ...{ sensor: 'filter_dp', expected_value: 4.5, actual_value: 9, deviation: 4.5 },
      ...{ acknowledged: false, resolved: true, resolved_at: 90 },
    });
    expect(row.recommended_action).toMatch(/oil filter/);
  });

  it('have nulls, never NaN, where a check knows no expectation and where there is no tag', () => {
    const rows = anomalyRows(
      [event('flat line', 90, [tag('t', 2, 7, NaN)]), event('clock', 90, [])],
      {},
      1000,
      200,
    );
    expect(rows[0]).toMatchObject({
      anomaly_type: 'rule-based',
      actual_value: 7,
      expected_value: null,
      deviation: null,
    });
    expect(rows[1]).toMatchObject({
      sensor: null,
      actual_value: null,
      expected_value: null,
      deviation: null,
    });
  });

  it('are not resolved while the event lasts until the end of the data', () => {
    expect(anomalyRows([event('spikes', 200, [])], {}, 1000, 200)[0]).toMatchObject({
      resolved: false,
      resolved_at: null,
    });
  });
});
