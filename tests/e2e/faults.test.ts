/** The Faults page over the simulated plant: what it looks like, labels on a chart and from a bit, training on them. */
import AxeBuilder from '@axe-core/playwright';
import { existsSync } from 'node:fs';
import { expect, test } from '@playwright/test';

test.skip(!existsSync('build/demo/plant.duckdb'), 'the site was built without the simulated plant');
test.setTimeout(240_000);

test('faults are named over time, a time is labelled on a chart by keyboard, labels come from a bit and teach', async ({
  page,
}) => {
  await page.goto('./');
  await page.getByRole('button', { name: 'Open the simulated plant' }).click();
  await expect(page.getByRole('button', { name: /^Methane 7/ }).first()).toBeVisible({ timeout: 60_000 });
  // An oil filter clogs in these days.
  await page.goto('./faults/?from=2024-03-12T00:00:00Z&to=2024-03-18T00:00:00Z');
  await expect(page.getByTestId('fault-weights')).toContainText('learnt simulated plants only');
  await page.getByRole('button', { name: 'Name faults in the time shown' }).click();
  const run = page.getByTestId('fault-run');
  await expect(run).toBeVisible({ timeout: 120_000 });
  await expect(page.getByTestId('fault-now')).toContainText('At the end, 2024-03-18 00:00');
  await expect(run.getByTestId('state-timeline').getByRole('listitem').first()).toContainText(/\d d|\d h/);
  const stretches = page.getByRole('region', { name: 'Stretches that do not look normal' });
  await expect(stretches).toContainText('oil filter clogging');

  // Two pins by the keyboard, then what lay between them.
  const chart = run.getByTestId('chart');
  await chart.getByRole('slider').focus();
  await page.keyboard.press('Home');
  await page.keyboard.press('p');
  await page.keyboard.press('End');
  await page.keyboard.press('p');
  await chart.getByTestId('chart-label').press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Label a time' });
  await dialog.getByRole('button', { name: 'Keep the label' }).press('Enter');
  await expect(dialog.getByRole('alert')).toContainText('Say what it was');
  await dialog.getByLabel('What it was', { exact: true }).fill('My own fault');
  await dialog.getByLabel(/^From/).fill('2024-03-15T00:00');
  await dialog.getByLabel('To', { exact: true }).fill('2024-03-15T20:00');
  await dialog.getByLabel('Note').press('Enter');
  await expect(dialog).toBeHidden();
  const labels = page.getByTestId('labels');
  await expect(labels.getByTestId('label-classes')).toContainText('My own fault: 1 label, 20 h');
  await labels.getByRole('button', { name: /^Change My own fault/ }).click();
  const change = page.getByRole('dialog', { name: 'Change a label' });
  await change.getByLabel('Note').fill('seen by hand');
  await change.getByRole('button', { name: 'Keep the change' }).click();
  await expect(labels.getByRole('region', { name: 'List of labels' })).toContainText('seen by hand');

  // A bit that is on all the time but for stops.
  const running = labels.getByLabel('Digital sensor');
  await running.selectOption({ index: 1 });
  await labels.getByRole('button', { name: 'Make labels of the time shown' }).click();
  await expect(labels.getByRole('alert')).toContainText('Say what it means');
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);

  await labels.getByLabel('Learn from').selectOption('shown');
  await labels.getByLabel('Epochs, at most').fill('1');
  await labels.getByRole('button', { name: /^Train/ }).click();
  await expect(page.getByTestId('fault-weights')).toContainText(
    /Trained on this plant's labels.*1 new class/,
    {
      timeout: 180_000,
    },
  );
  await page.getByRole('button', { name: 'Name faults in the time shown' }).click();
  await expect(page.getByRole('progressbar')).toHaveCount(0, { timeout: 60_000 });
  await page.getByText('What it knows').click();
  await expect(page.getByText(/22 classes.*My own fault/)).toBeVisible();
  await page.reload();
  await labels.getByRole('button', { name: /^Delete My own fault/ }).click();
  await expect(labels).toContainText('No labels yet');
});
