import { expect, it } from 'vitest';
import { candidatesOf, COMPONENT_OF_FAULT } from '$lib/maintenance/candidates';
import { CAUSE_PATTERNS } from '$lib/detect/cause/patterns';

const DAY = 86_400_000;
const named = (fault: string, day: number) => ({ fault, fromMs: day * DAY, toMs: (day + 1) * DAY });

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
