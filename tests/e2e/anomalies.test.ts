/** The Anomalies page over three weeks of the simulated plant, in its real worker. */
import AxeBuilder from '@axe-core/playwright';
import { existsSync } from 'node:fs';
import { expect, test } from '@playwright/test';

test.skip(!existsSync('build/demo/plant.duckdb'), 'the site was built without the simulated plant');

test('faults are found, named with their cause, judged by a person, and still there after a reload', async ({
  page,
}) => {
  await page.goto('./');
  await page.getByRole('button', { name: 'Open the simulated plant' }).click();
  await expect(page.getByRole('button', { name: /^Methane 7/ }).first()).toBeVisible();
  await page.goto('./anomalies/?from=2024-02-10T00:00:00Z&to=2024-03-02T00:00:00Z');
  await page.getByRole('radio', { name: /^2024-02-10/ }).check();
  await page.getByRole('button', { name: 'Look for anomalies' }).click();
  await page.getByRole('button', { name: 'Cancel' }).click();
  await page.getByRole('button', { name: 'Look for anomalies' }).click();
  // It goes on while other pages are looked at, and says so there.
  await page.getByRole('link', { name: 'Trends', exact: true }).click();
  await expect(page.getByRole('button', { name: 'Cancel the search for anomalies' })).toBeVisible();
  await page.getByRole('link', { name: /^Anomalies: \d+ events found$/ }).click({ timeout: 90_000 });
  await expect(page.getByTestId('anomaly-facts')).toContainText('the compressor ran');
  const kept = () =>
    page.evaluate(async () => {
      const answer = await fetch(new URL('../api/anomalies?hours=8760', location.href));
      const { count, search } = (await answer.json()) as {
        count: number;
        search: { version: string } | null;
      };
      return { count, version: search?.version };
    });
  await expect.poll(async () => (await kept()).version, { timeout: 30_000 }).toBe('detect 2');
  const { count } = await kept();
  expect(count).toBeGreaterThan(3);

  // The stuck flow of 20 February (docs/simulator.md: what was injected is known).
  const events = page.getByTestId('anomaly-events').getByRole('button');
  await events.filter({ hasText: 'Transmitter is stuck' }).filter({ hasText: '2024-02-20 09:27' }).click();
  const event = page.getByTestId('anomaly-event');
  await expect(event.getByRole('heading', { level: 2 })).toContainText('Transmitter is stuck');
  await event.getByRole('button', { name: 'Real', exact: true }).click();
  await expect(page.getByText(/^You judged 1 of \d+ events: 1 real/)).toBeVisible();
  await page.keyboard.press('Tab');
  await events.first().focus();
  await page.keyboard.press('ArrowDown');
  await expect(events.nth(1)).toBeFocused();
  await expect(events.nth(1)).toHaveAttribute('aria-current', 'true');

  const { violations } = await new AxeBuilder({ page: page as never }).analyze();
  expect(violations).toEqual([]);

  await page.reload();
  await expect(page.getByText(/^You judged 1 of \d+ events: 1 real/)).toBeVisible();
  expect((await kept()).count).toBe(count);
  await events.filter({ hasText: '2024-02-20 09:27' }).click();
  await event.getByRole('link', { name: 'Show in Trends' }).click();
  await expect(page).toHaveURL(/trends\/\?from=2024-02-20T.*tags=bop_plc_abb_gc_outletstream_flow/);
});
