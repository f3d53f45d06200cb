import AxeBuilder from '@axe-core/playwright';
import { fileURLToPath } from 'node:url';
import { expect, test, type Page } from '@playwright/test';
import { pressImport } from './support/plant';

const fixture = (name: string) => fileURLToPath(new URL(`../fixtures/plans/${name}.csv`, import.meta.url));

test.use({ timezoneId: 'Europe/Berlin' });

async function choose(page: Page, name: string) {
  await page.goto('./');
  await page.locator('input[type=file]').setInputFiles(fixture(name));
  await expect(page.getByRole('heading', { name: 'Check what was understood' })).toBeVisible();
}

const fact = (page: Page, name: string) =>
  page
    .locator('dl > div')
    .filter({ has: page.getByRole('term').filter({ hasText: new RegExp(`^${name}$`) }) })
    .locator('dd');

test('what a file does not say is asked, and the answer is remembered for the next export', async ({
  page,
}) => {
  test.setTimeout(120_000);
  await choose(page, 'day-or-month');
  const day = page.getByRole('group', { name: /^What day is 03\/04\/2024/ });
  await expect(day).toContainText('is a guess');
  await expect(day.getByLabel('3 April 2024')).toBeChecked();
  await day.getByLabel('4 March 2024').check();
  await expect(fact(page, 'First to last')).toContainText('2024-03-04 10:00:00');
  const zone = page.getByRole('group', { name: 'Which clock wrote the times?' });
  await zone.getByLabel('Europe/Berlin, the zone of this computer').check();
  await expect(fact(page, 'First to last')).toContainText('(Europe/Berlin)');
  const { violations } = await new AxeBuilder({ page: page as never }).analyze();
  expect(violations).toEqual([]);
  await pressImport(page);

  await choose(page, 'day-or-month');
  await expect(page.getByText('Your choices from the last import with this header')).toBeVisible();
  await expect(day.getByLabel('4 March 2024')).toBeChecked();
  await expect(fact(page, 'First to last')).toContainText('(Europe/Berlin)');
});

test('a WinCC archive is read tag by tag; bad readings and marks are left out and counted', async ({
  page,
}) => {
  test.setTimeout(120_000);
  await choose(page, 'wincc-long');
  await expect(fact(page, 'Rows')).toContainText('one for each tag and time');
  await expect(page.getByLabel('Kind of Motor läuft')).toBeVisible();
  await expect(page.getByRole('group', { name: 'What of readings marked bad?' })).toContainText('"Validity"');
  const preview = page.getByRole('region', { name: 'First rows of wincc-long.csv' });
  await expect(preview.getByRole('columnheader')).toHaveCount(5);
  await pressImport(page);
  await expect(page.getByTestId('import-result')).toContainText('15 rows used of 17 rows read');
  await page.getByRole('navigation').getByRole('link', { name: 'Data', exact: true }).click();
  const issues = page.getByRole('region', { name: 'What could not be read' });
  for (const reason of ['quality is bad', 'not a reading', 'time not readable'])
    await expect(issues).toContainText(reason);
});
