/** Every page of the navigation over the simulated plant, at / and under a base path: it opens, nothing fails, axe agrees. */
import AxeBuilder from '@axe-core/playwright';
import { existsSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { PAGES } from '../../src/lib/ui/pages';

test.skip(!existsSync('build/demo/plant.duckdb'), 'the site was built without the simulated plant');

test('every page opens over the simulated plant', async ({ page, baseURL }) => {
  test.setTimeout(240_000);
  const failures: string[] = [];
  page.on('pageerror', (error) => failures.push(error.message));
  page.on('response', (response) => {
    if (response.status() >= 400) failures.push(`${response.status()} ${response.url()}`);
  });
  page.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith(baseURL ?? '') && !/^(?:data|blob):/.test(url)) failures.push(`asked for ${url}`);
  });
  await page.goto('./');
  await page.getByRole('button', { name: 'Open the simulated plant' }).click();
  await expect(page.getByRole('button', { name: /^Methane 7/ }).first()).toBeVisible({ timeout: 60_000 });
  for (const { path, name } of PAGES) {
    await test.step(name, async () => {
      await page.getByRole('navigation').getByRole('link', { name, exact: true }).click();
      await expect(page).toHaveURL(new RegExp(`^${baseURL}${path.slice(1)}(?:$|[?#])`));
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      await expect(page.locator('[aria-busy="true"]')).toHaveCount(0, { timeout: 60_000 });
      const { violations } = await new AxeBuilder({ page: page as never }).analyze();
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
    });
  }
  expect(failures).toEqual([]);
});
