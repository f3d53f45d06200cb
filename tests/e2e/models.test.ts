/** The Models page over the simulated plant: training, a reload in its midst, versions, files that are damaged. */
import AxeBuilder from '@axe-core/playwright';
import { existsSync, readFileSync } from 'node:fs';
import { expect, test, type Page } from '@playwright/test';

test.skip(!existsSync('build/demo/plant.duckdb'), 'the site was built without the simulated plant');
test.setTimeout(600_000);

async function openModels(page: Page): Promise<void> {
  await page.goto('./');
  await page.getByRole('button', { name: 'Open the simulated plant' }).click();
  await expect(page.getByRole('button', { name: /^Methane 7/ }).first()).toBeVisible();
  await page.getByRole('navigation').getByRole('link', { name: 'Models' }).click();
}

/** Train with every sensor from a seeded start, a few epochs at most. */
async function train(page: Page, name: string, epochs: number) {
  const model = page.getByTestId(`model-${name}`);
  await model.getByLabel('Start').selectOption('seed');
  await model.getByLabel('Epochs, at most').fill(String(epochs));
  await model.getByRole('button', { name: /^Train/ }).click();
  return model;
}

test('a training goes on after a reload, is judged and kept; models are exported and imported, damaged ones refused', async ({
  page,
}) => {
  await openModels(page);
  const model = await train(page, 'autoencoder', 2);
  // Its first checkpoint is kept when it is paused.
  await model.getByRole('button', { name: 'Pause' }).click({ timeout: 200_000 });
  await expect(model.getByTestId('training')).toContainText('paused');
  await model.getByRole('button', { name: 'Go on' }).click();
  await expect(model.getByTestId('training')).not.toContainText('paused');
  await page.reload();
  await expect(model.getByTestId('training')).toContainText('Gone on from its checkpoint', {
    timeout: 200_000,
  });
  await page.getByRole('navigation').getByRole('link', { name: 'Trends' }).click();
  await page.getByRole('navigation').getByRole('link', { name: 'Models' }).click();
  await expect(model.getByTestId('model-state')).toContainText('Trained on this plant', { timeout: 200_000 });
  await expect(model.getByRole('region', { name: 'Quality of the Autoencoder' })).toContainText(
    'mean square error of a rebuilt minute',
  );
  const { violations } = await new AxeBuilder({ page: page as never }).analyze();
  expect(violations).toEqual([]);

  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export models' }).click();
  const text = readFileSync(await (await download).path(), 'utf8');
  const give = (name: string, content: string) =>
    page.getByLabel('Import models').setInputFiles({
      ...{ name, mimeType: 'application/json', buffer: Buffer.from(content) },
    });
  const damaged = JSON.parse(text);
  damaged.models[0].weights = `AAAA${damaged.models[0].weights.slice(4)}`;
  await give('damaged.json', JSON.stringify(damaged));
  await expect(page.getByRole('alert')).toContainText('The weights of the autoencoder are damaged');
  await expect(page.getByRole('alert')).toContainText('are kept');
  await page.getByText('1 version', { exact: true }).click();
  await page.getByRole('button', { name: /^Forget all versions of the autoencoder/ }).click();
  await expect(model.getByTestId('model-state')).toContainText('Not trained on this plant yet');
  await give('models.json', text);
  await expect(
    page.getByRole('status').filter({ hasText: '1 model was taken from models.json' }),
  ).toBeVisible();
  await expect(model.getByTestId('model-state')).toContainText('Trained on this plant');
});

test('a shipped file that is missing leaves a way on', async ({ page }) => {
  const shipped = existsSync('build/models/autoencoder/model.json');
  test.skip(!shipped, 'this site ships no weights of the autoencoder');
  await page.route('**/models/autoencoder/weights.bin', (route) => route.fulfill({ status: 404 }));
  await openModels(page);
  const model = page.getByTestId('model-autoencoder');
  await model.getByRole('button', { name: /^Train/ }).click();
  await expect(model.getByRole('alert')).toContainText('weights.bin of the shipped autoencoder is missing', {
    timeout: 200_000,
  });
  await expect(model.getByRole('alert')).toContainText('seeded start');
  await expect(model.getByRole('button', { name: /^Train/ })).toBeEnabled();
});
