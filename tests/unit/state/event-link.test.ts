import { expect, test } from 'vitest';
import { eventNear, eventOfHash, hashOfEvent } from '$lib/state/event-link';
import { shareLink } from '$lib/state/link-copy';
import { NOTHING_CARRIED } from '$lib/store/link-address';

const MS = Date.UTC(2024, 2, 5, 10, 22);

test('an event in a link is read back, and "Copy link" keeps it', () => {
  expect(hashOfEvent(MS)).toBe('#event=2024-03-05T10:22:00Z');
  const address = `https://example.org/anomalies/?range=30d${hashOfEvent(MS)}`;
  const link = shareLink(address, '?range=30d', NOTHING_CARRIED);
  expect(link).toBe(address);
  expect(eventOfHash(new URL(link).hash)).toBe(MS);
});

test.each(['', '#', '#event=', '#event=tomorrow', '#event=2024-99-05T10:22:00Z', '#sql=SELECT 1'])(
  '%j names no event',
  (hash) => expect(eventOfHash(hash)).toBeNull(),
);

test('the event of that onset is meant, or the nearest within ten minutes', () => {
  const events = [-3_600_000, -60_000, 300_000].map((away) => ({ event: { fromMs: MS + away } }));
  expect(eventNear(events, MS)).toBe(events[1]);
  expect(eventNear(events, MS + 300_000)).toBe(events[2]);
  expect(eventNear(events, MS + 7_200_000)).toBeNull();
  expect(eventNear(events, null)).toBeNull();
});
