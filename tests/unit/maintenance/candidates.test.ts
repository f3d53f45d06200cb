import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { candidatesOf, classifiedFaults, COMPONENT_OF_FAULT, NO_WEAR } from '$lib/maintenance/candidates';
import { CAUSE_PATTERNS } from '$lib/detect/cause/patterns';
import { NORMAL } from '$lib/models/interval-labels';

const DAY = 86_400_000;
const named = (fault: string, day: number, source: 'anomaly' | 'classifier' = 'anomaly') => ({
  ...{ source, fault, probability: source === 'anomaly' ? null : 0.95 },
  ...{ fromMs: day * DAY, toMs: (day + 1) * DAY },
});

it('the last finding of two weeks on each component is a candidate, none of what comes after', () => {
  const found = candidatesOf(
    [
      named('oil_filter_clogging', 90),
      named('oil_filter_clogging', 95),
      named('blower_wear', 60),
      named('air_ingress', 95),
      named('h2s_breakthrough', 101),
    ],
    100 * DAY,
  );
  expect(found.map(({ component, fromMs }) => [component, fromMs / DAY])).toEqual([['filter', 95]]);
});

it('every fault that wears a component is a cause that anomalies can have', () => {
  const causes = CAUSE_PATTERNS.map(({ id }) => id);
  for (const fault of Object.keys(COMPONENT_OF_FAULT)) expect(causes).toContain(fault);
});

it('a cause and a class on one component stand beside each other, each the latest of its source', () => {
  const found = candidatesOf(
    [
      named('oil_filter_clogging', 97, 'classifier'),
      named('oil_filter_clogging', 91, 'classifier'),
      named('oil_filter_clogging', 95),
      named('sensor_drift', 98, 'classifier'),
      named('blower_wear', 80, 'classifier'),
    ],
    100 * DAY,
  );
  expect(found.map(({ source, fromMs, probability }) => [source, fromMs / DAY, probability])).toEqual([
    ['classifier', 97, 0.95],
    ['anomaly', 95, null],
  ]);
});

it('of the answers of the classifier, sure faults are named, with their mean probability and since when', () => {
  const rows = [
    [0.97, 0.03],
    [0.05, 0.95],
    [0.01, 0.99],
    [0.4, 0.6],
    [NaN, NaN],
  ];
  const over = {
    ...{ classes: [NORMAL, 'blower_wear'], firstMs: 10 * DAY, stepMs: DAY, unknownBelow: 0.9 },
    shares: Float32Array.from(rows.flat()),
  };
  const found = classifiedFaults(over);
  expect(found).toHaveLength(1);
  expect(found[0]).toMatchObject({
    ...{ source: 'classifier', fault: 'blower_wear' },
    ...{ fromMs: 10 * DAY, toMs: 12 * DAY },
  });
  expect(found[0].probability).toBeCloseTo(0.97, 5);
  expect(classifiedFaults({ ...over, unknownBelow: null })).toEqual([]);
});

it('every class of the shipped classifier points at a component or is known to wear none', () => {
  const manifest = readFileSync('static/models/fault-classifier/model.json', 'utf8');
  const { classes } = JSON.parse(manifest) as { classes: string[] };
  const faults = classes.filter((name) => name !== NORMAL);
  expect([...Object.keys(COMPONENT_OF_FAULT), ...NO_WEAR].sort()).toEqual([...faults].sort());
});
