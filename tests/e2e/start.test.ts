import AxeBuilder from '@axe-core/playwright';
import { expect, test } from '@playwright/test';

test('the start page opens, is isolated, accessible, and asks nothing of other origins', async ({
  page,
  baseURL,
}) => {
  const requested: string[] = [];
  page.on('request', (request) => requested.push(request.url()));
  await page.goto('./');
  await expect(page.getByRole('heading', { name: 'Biogas Analytics' })).toBeVisible();
  expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
  const { violations } = await new AxeBuilder({ page: page as never }).analyze();
  expect(violations).toEqual([]);
  const origin = new URL(baseURL ?? '').origin;
  expect(requested.filter((url) => !url.startsWith('data:') && new URL(url).origin !== origin)).toEqual([]);
});
