/** The gas page and the settings, on the simulated plant and on one of several gas streams. */
import AxeBuilder from '@axe-core/playwright';
import { existsSync } from 'node:fs';
import { expect, test, type Page } from '@playwright/test';
import { pressImport } from './support/plant';

const row = (page: Page, name: string) =>
  page
    .getByRole('region', { name: 'Table of properties' })
    .getByRole('row', { name: new RegExp(`^${name}`) });

async function noFindings(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page: page as never }).analyze();
  expect(violations).toEqual([]);
}

test('the gas of the simulated plant: composition, heating value, limits, leaks, in units of choice', async ({
  page,
}) => {
  test.skip(!existsSync('build/demo/plant.duckdb'), 'the site was built without the simulated plant');
  await page.goto('./');
  await page.getByRole('button', { name: 'Open the simulated plant' }).click();
  await expect(page).toHaveURL(/\/overview\//);
  await page.goto('./gas/?from=2024-01-18T00:00:00Z&to=2024-01-23T00:00:00Z');

  // The engine starts anew and reads the plant by range requests.
  await expect(row(page, 'Methane')).toContainText('65.0 to 80.0 %', { timeout: 60_000 });
  // 70 % methane or so at 25/0: 39.83 MJ/m3 times its share.
  await expect(row(page, 'Gross heating value')).toContainText(/2[89]\.\d\sMJ\/m³/);
  await expect(page.getByText(/Air came into the gas once in this period/)).toBeVisible();
  await expect(page.getByText(/2024-01-20 0\d:\d\d to 2[12]:\d\d: air came in/).first()).toBeVisible();
  await noFindings(page);

  await page.getByRole('combobox', { name: 'Profile' }).selectOption('Gas grid, Spain (PD-01)');
  await expect(row(page, 'Methane')).toContainText('at least 95.0 %');
  await expect(row(page, 'Methane')).toContainText('(100.0 %)');
  await expect(page.getByText(/Wobbe index fell below 48\.3\sMJ/).first()).toBeVisible();

  await page.getByRole('navigation').getByRole('link', { name: 'Settings' }).click();
  await page.getByRole('group', { name: 'System' }).getByRole('button', { name: 'US' }).click();
  await page.getByRole('combobox', { name: 'Written as in' }).selectOption('de-DE');
  await expect(page.getByText('12.346')).toBeVisible();
  await noFindings(page);
  await page.reload();
  await page.getByRole('navigation').getByRole('link', { name: 'Gas' }).click();
  await expect(row(page, 'Wobbe index')).toContainText(/\d\sBtu\/scf/);
});

test('several streams are told apart, and the methane balance is made of their flows', async ({ page }) => {
  const header =
    'timestamp,bop_plc_inlet_ch4,bop_plc_inlet_co2,bop_plc_inlet_flow,bop_plc_plant_outlet_ch4,bop_plc_plant_outlet_co2,bop_plc_plant_outlet_flow,bop_plc_tail_ch4,bop_plc_tail_flow';
  const rows = Array.from({ length: 600 }, (_, at) => {
    const time = new Date(Date.UTC(2024, 2, 1) + at * 10_000).toISOString().slice(0, 19).replace('T', ' ');
    return `${time},60.0,${39 + (at % 2) / 10},100.0,97.0,2.0,55.0,12.0,45.0`;
  });
  const buffer = Buffer.from([header, ...rows].join('\n'));
  await page.goto('./');
  await page.locator('input[type=file]').setInputFiles({ name: 'streams.csv', mimeType: 'text/csv', buffer });
  await pressImport(page);
  await page.goto('./gas/?range=all');

  const streams = page.getByRole('group', { name: 'Gas stream' });
  await expect(streams.getByRole('button')).toHaveText(['Inlet', 'Plant outlet', 'Tail']);
  await streams.getByRole('button', { name: 'Plant outlet' }).click();
  await expect(row(page, 'Methane')).toContainText('97.0 %');
  await expect(row(page, 'Nitrogen')).toContainText('not mapped');
  // 55 x 97 over 100 x 60, and 45 x 12 over 100 x 60.
  const balance = page.getByRole('region', { name: 'Methane recovery' });
  await expect(balance).toContainText('88.9 %');
  await expect(balance).toContainText('9.00 % measured in the off-gas');
  await expect(balance).toContainText('97.9 %');
  await balance.getByRole('combobox', { name: 'Tail' }).selectOption('no part');
  await expect(balance).toContainText('11.1 % what the product lacks');
});
