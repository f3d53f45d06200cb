import type { FleetFacts } from '$lib/store/fleet-types';

/** Figures that any of the plants has, in the order in which the first plants have them. */
export function fleetColumns(all: readonly (FleetFacts | null)[]): { canonical: string; name: string }[] {
  const names = new Map<string, string>();
  for (const facts of all)
    for (const { canonical, name } of facts?.figures ?? [])
      if (!names.has(canonical)) names.set(canonical, name);
  return [...names].map(([canonical, name]) => ({ canonical, name }));
}

/** `2 urgent (1 not acknowledged), 1 low (1 not acknowledged)`. */
export const alarmsWords = (alarms: NonNullable<FleetFacts['alarms']>): string =>
  alarms
    .map(
      ({ priority, unacknowledged, acknowledged }) =>
        `${unacknowledged + acknowledged} ${priority} (${unacknowledged} not acknowledged)`,
    )
    .join(', ');

/** Plants with urgent alarms first, then by how many call for somebody; those never judged last. */
export function byNeed(a: FleetFacts | null, b: FleetFacts | null): number {
  const count = (facts: FleetFacts | null, priorities: readonly string[]) =>
    (facts?.alarms ?? [])
      .filter(({ priority }) => priorities.includes(priority))
      .reduce((sum, { unacknowledged, acknowledged }) => sum + unacknowledged + acknowledged, 0);
  return (
    count(b, ['urgent']) - count(a, ['urgent']) ||
    count(b, ['high']) - count(a, ['high']) ||
    count(b, ['medium', 'low']) - count(a, ['medium', 'low'])
  );
}
