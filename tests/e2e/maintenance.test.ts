/** The Maintenance page over the simulated plant, in its real worker. */
import AxeBuilder from '@axe-core/playwright';
import { existsSync } from 'node:fs';
import { expect, test } from '@playwright/test';

test.skip(!existsSync('build/demo/plant.duckdb'), 'the site was built without the simulated plant');

test('a failure is foretold, work on it planned and done, which sets the wear back; SQL and the API know it', async ({
  page,
  baseURL,
}) => {
  test.slow();
  await page.goto('./');
  await page.evaluate(() => navigator.serviceWorker.ready);
  await page.getByRole('button', { name: 'Open the simulated plant' }).click();
  await expect(page.getByRole('button', { name: /^Methane 7/ }).first()).toBeVisible({ timeout: 90_000 });
  await page.goto('./maintenance/');
  // The inlet filter that was injected clogs at the end of the data (docs/simulator.md).
  const todo = page.getByRole('region', { name: 'Table of what to do' });
  const row = todo.getByRole('row', { name: /Inlet filter/ });
  await expect(row).toContainText('in ', { timeout: 90_000 });
  await expect(row).toContainText('not planned');

  await row.getByRole('button', { name: 'Plan work on Inlet filter' }).click();
  const form = page.getByRole('dialog', { name: 'New work' });
  await expect(form.getByLabel('What to do')).toHaveValue(/Change the inlet filter/);
  await form.getByRole('button', { name: 'Keep' }).click();
  await expect(row).toContainText('scheduled');

  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save as calendar (ICS)' }).click();
  expect((await download).suggestedFilename()).toMatch(/\.ics$/);
  await page.getByLabel('CSV file of work').setInputFiles({
    name: 'work.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from('component,scheduled_date\nOil filter,2024-04-20\nOil filter,soon\n'),
  });
  await expect(page.getByText('1 piece of work added.')).toBeVisible();
  await expect(page.getByText(/Left out: line 3: scheduled_date "soon" is not a date/)).toBeVisible();

  const url = new URL('api/maintenance/predictions', baseURL).href;
  const listed = () =>
    page.evaluate(async (address) => {
      const answer = await fetch(address);
      if (!answer.ok) return [];
      const { data } = (await answer.json()) as { data: { component: string; event_type: string }[] };
      return data.map(({ component, event_type }) => `${component} ${event_type}`);
    }, url);
  const known = ['Inlet filter predicted', 'Inlet filter scheduled', 'Oil filter scheduled'];
  await expect.poll(listed, { timeout: 60_000 }).toEqual(expect.arrayContaining(known));

  await page.getByRole('button', { name: 'Ask the fault classifier about the last two weeks' }).click();
  await expect(page.getByTestId('classifier-asked')).toContainText('stands on the cards', {
    timeout: 120_000,
  });
  // An oil filter clogged within them.
  const card = page.getByRole('listitem').filter({ has: page.getByRole('heading', { name: 'Oil filter' }) });
  await expect(card).toContainText(/Looked like oil filter clogging from 2024-03-1\d .* to .*% sure/);
  await expect(card.getByRole('link', { name: /^Faults/ })).toHaveAttribute('href', /faults\/\?.*from=/);

  await row.getByRole('button', { name: 'The work on Inlet filter is done' }).click();
  await page.getByRole('dialog', { name: 'Work' }).getByRole('button', { name: 'Keep' }).click();
  await expect(row).toHaveCount(0, { timeout: 90_000 });

  await page.getByRole('button', { name: '2 parts of Inlet filter' }).click();
  // Nothing was read since the work: what is worn begins anew.
  await expect(page.getByRole('dialog', { name: 'Inlet filter' })).toContainText('Cannot be judged');
  await page.keyboard.press('Escape');
  const { violations } = await new AxeBuilder({ page: page as never }).analyze();
  expect(violations).toEqual([]);
});
