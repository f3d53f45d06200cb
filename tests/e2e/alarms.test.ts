/** The Alarms page over the simulated plant: judged in its real worker, worked by keys, kept, seen by the API and in a replay. */
import AxeBuilder from '@axe-core/playwright';
import { existsSync } from 'node:fs';
import { expect, test, type Page } from '@playwright/test';
import { callsOf, watchCalls } from './support/calls';

test.skip(!existsSync('build/demo/plant.duckdb'), 'the site was built without the simulated plant');

async function openAlarms(page: Page, query = '') {
  await page.goto('./');
  await page.getByRole('button', { name: 'Open the simulated plant' }).click();
  await expect(page.getByTestId('alarm-banner')).toHaveAccessibleName(/4 urgent \(4 not acknowledged\)/, {
    timeout: 90_000,
  });
  await page.goto(`./alarms/${query}`);
  await expect(page.getByTestId('alarm-list')).toBeVisible({ timeout: 90_000 });
}

test('alarms are judged, acknowledged by keys, kept over a reload, taken back; the API shows and does the same', async ({
  page,
}) => {
  await openAlarms(page);
  const list = page.getByTestId('alarm-list');
  const options = list.getByRole('option');
  await expect(options).toHaveCount(9);
  // The stop of 10 March (docs/simulator.md: what was injected is known).
  await expect(options.first()).toContainText('Emergency stop 2', { timeout: 90_000 });
  await expect(options.first()).toContainText('2024-03-10 06:23');

  await list.focus();
  await page.keyboard.press('a');
  await expect(page.getByTestId('alarm-said')).toContainText('Say who you are first');
  await page.getByLabel('Your name').fill('Ada');
  await list.focus();
  await page.keyboard.press('j');
  await page.keyboard.press('k');
  await page.keyboard.press('a');
  await expect(page.getByTestId('alarm-said')).toHaveText('Acknowledged: 1 alarm.');
  await expect(options).toHaveCount(8);
  await expect(page.getByTestId('alarm-banner')).toHaveAccessibleName(/3 urgent/);

  await page.reload();
  await expect(options).toHaveCount(8);
  await list.focus();
  await page.keyboard.press('Control+a');
  await page.keyboard.press('s');
  await expect(page.getByTestId('alarm-said')).toHaveText('Shelved: 8 alarms.');
  await expect(page.getByTestId('alarm-banner')).toHaveAccessibleName('Alarms: none');
  await page.keyboard.press('u');
  await expect(page.getByTestId('alarm-said')).toHaveText('Took back (shelve): 8 alarms.');
  await expect(options).toHaveCount(8);

  const { violations } = await new AxeBuilder({ page: page as never }).analyze();
  expect(violations.map(({ id }) => id)).toEqual([]);

  const call = (method: string, path: string, body?: object) =>
    page.evaluate(
      async ([how, where, what]) => {
        const answer = await fetch(where, { method: how, body: what });
        return { status: answer.status, body: await answer.json() };
      },
      [method, `../api/${path}`, body && JSON.stringify(body)] as [string, string, string | undefined],
    );
  const { body } = await call('GET', 'alerts?hours=2160&severity=high');
  const fault = body.data.find(({ id }: { id: string }) =>
    id.startsWith('compressor.fault.state@2024-03-20'),
  );
  expect(fault).toMatchObject({ severity: 'high', resolved: true, acknowledged: false, actual_value: 1 });
  const done = await call('POST', `alerts/${encodeURIComponent(fault.id)}/acknowledge`, {
    user: 'night shift',
  });
  expect(done).toMatchObject({ status: 200, body: { data: { acknowledged_by: 'night shift' } } });
  expect((await call('POST', 'alerts/none/acknowledge', { user: 'x' })).status).toBe(404);
  await expect(options).toHaveCount(7);
  await page.getByRole('combobox', { name: 'Show', exact: true }).selectOption('all');
  await expect(options.filter({ hasText: 'acknowledged by night shift' })).toHaveCount(1);
});

test('in a replay nothing later is there, and what is done in it stands at its time', async ({ page }) => {
  await openAlarms(page);
  await page.goto('./alarms/?replay=2024-01-05T10:00:00Z&speed=60&paused=yes');
  const options = page.getByTestId('alarm-list').getByRole('option');
  await expect(options.first()).toContainText('Emergency stop 2', { timeout: 90_000 });
  await expect(options.first()).toContainText('2024-01-05 09:43, stands for 17 min');
  await page.getByLabel('Your name').fill('Ada');
  await page.getByTestId('alarm-list').focus();
  await page.keyboard.press('a');
  await expect(options.first()).toContainText('standing, acknowledged by Ada');
  await expect(page.getByTestId('alarm-detail')).toContainText('acknowledged by Ada, 2024-01-05 10:00');
});

test('an alarm that comes in a replay calls by sound and notification, where a person wants it', async ({
  page,
}) => {
  await watchCalls(page);
  await openAlarms(page);
  const calls = page.getByRole('group', { name: /^Calls in a replay/ });
  await calls.getByLabel('sound').check();
  await calls.getByLabel('notifications').check();
  await page.goto('./alarms/?replay=2024-01-05T09:35:00Z&speed=60&paused=yes');
  await expect(page.getByTestId('alarm-list').getByRole('option').first()).toBeVisible({ timeout: 90_000 });
  expect(await callsOf(page)).toEqual({ tones: 0, notifications: [] });
  await page.getByRole('button', { name: 'Play', exact: true }).click();
  await expect
    .poll(() => callsOf(page), { timeout: 60_000 })
    .toEqual({ tones: 5, notifications: ['Alarm: Emergency stop 2'] });
});

test('a definition is changed, judged anew, and taken back; the report counts', async ({ page }) => {
  await openAlarms(page);
  await page.getByRole('button', { name: 'Definitions' }).click();
  const row = page.getByTestId('alarm-definitions').getByRole('row', { name: /Methane low/ });
  await expect(row).toContainText('below 65');
  await page.getByRole('button', { name: 'Edit Methane low' }).click();
  const dialog = page.getByTestId('alarm-dialog');
  await dialog.getByLabel('Limit %', { exact: true }).fill('72');
  await dialog.getByRole('button', { name: 'Keep' }).click();
  await expect(row).toContainText('(changed)');
  await expect(row.getByRole('cell').nth(3)).not.toHaveText('0', { timeout: 60_000 });
  await page.getByRole('button', { name: 'Edit Methane low' }).click();
  await dialog.getByRole('button', { name: 'Back to the default' }).click();
  await expect(row).toContainText('below 65');
  await page.getByRole('button', { name: 'Performance' }).click();
  await expect(page.getByTestId('alarm-report')).toContainText('30 annunciations', { timeout: 60_000 });
});
