/** A whole session: one-second zoom, charts by hand and keyboard, the API, and no request out of the origin. */
import { readFile } from 'node:fs/promises';
import { expect, test, type Page } from '@playwright/test';
import { wideSource } from '../../scripts/bench/native.mjs';
import { ensureWide } from '../../scripts/wide/write.mjs';
import { nativeQuery } from '../native/duckdb';
import { importFiles } from './support/plant';

const CH4 = 'bop_plc_abb_gc_outletstream_ch4';
const FLOW = 'bop_plc_abb_gc_outletstream_flow';

/** Ten minutes inside the 8 h 20 min that the wide file of 30,000 rows spans. */
const tenMinutes = `?from=2024-01-01T04:00:00Z&to=2024-01-01T04:10:00Z&tags=${CH4},${FLOW}`;

async function json(page: Page, path: string): Promise<{ status: number; body: Record<string, never> }> {
  return page.evaluate(async (url) => {
    const response = await fetch(url);
    return { status: response.status, body: await response.json() };
  }, path);
}

/** Address of an endpoint of this site, whatever its base. */
const api = (baseURL: string | undefined, path: string) => new URL(`api/${path}`, baseURL).href;

test('nothing leaves the origin from the first visit to the last page', async ({
  page,
  context,
  baseURL,
}) => {
  const elsewhere: string[] = [];
  const { origin } = new URL(baseURL ?? '');
  context.on('request', (request) => {
    const url = new URL(request.url());
    if (/^https?:$|^wss?:$/.test(url.protocol) && url.origin !== origin) elsewhere.push(url.href);
  });
  await importFiles(page, await ensureWide({ rows: 30_000 }));
  for (const name of ['Overview', 'Trends', 'Data']) {
    await page.getByRole('navigation').getByRole('link', { name, exact: true }).click();
    await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
  }
  // Parquet and JSON would be fetched from DuckDB's own host, if that were allowed.
  const { status } = await json(page, api(baseURL, `query?sql=${encodeURIComponent("SELECT '[1]'::JSON")}`));
  expect(status).toBe(400);
  await page.reload();
  await expect(page.getByRole('group', { name: 'Time range' })).toBeVisible();
  expect(elsewhere).toEqual([]);
});

test('a zoom below the minute shows the readings of the export as recorded', async ({ page }) => {
  const path = await ensureWide({ rows: 30_000 });
  await importFiles(page, path);
  await page.getByRole('navigation').getByRole('link', { name: 'Trends', exact: true }).click();
  await expect(page).toHaveURL(/\/trends\//);
  await page.evaluate((query) => history.pushState(history.state, '', query), tenMinutes);
  // A link from elsewhere in the app would do the same: the files stay at hand as long as the tab does.
  await page.goBack();
  await page.goForward();
  await expect(page.getByText('Readings as recorded')).toBeVisible();
  const [{ low, high }] = await nativeQuery(
    `SELECT min("${CH4}") AS low, max("${CH4}") AS high FROM read_csv('${path}')
     WHERE timestamp >= TIMESTAMP '2024-01-01 04:00:00' AND timestamp < TIMESTAMP '2024-01-01 04:10:00'`,
  );
  const summary = page.getByTestId('chart-summary').first();
  await expect(summary).toContainText(Number(low).toFixed(1));
  await expect(summary).toContainText(Number(high).toFixed(1));

  await page.reload();
  await expect(
    page.getByText('Single readings lie in the export itself, which is not at hand'),
  ).toBeVisible();
});

test('a chart is worked by mouse and by keyboard, and saved', async ({ page }) => {
  await importFiles(page, await ensureWide({ rows: 30_000 }));
  await page.getByRole('navigation').getByRole('link', { name: 'Overview', exact: true }).click();
  const chart = page.getByTestId('chart').first();
  const plot = chart.getByTestId('chart-plot');
  await expect(chart.getByTestId('chart-summary')).toContainText('between');
  await expect(page.getByTestId('coverage-strip')).toBeVisible();
  await expect(page.getByText('computing…')).toHaveCount(0);
  /** A point of the plot, by its share of the width; the plot may have moved meanwhile. */
  const at = async (share: number): Promise<[number, number]> => {
    await expect(chart).not.toHaveAttribute('aria-busy', 'true');
    await plot.scrollIntoViewIfNeeded();
    const box = await plot.locator('.u-over').boundingBox();
    if (!box) throw new Error('the plot has no box');
    return [box.x + box.width * share, box.y + box.height / 2];
  };

  await page.mouse.move(...(await at(0.25)));
  await page.mouse.down();
  await page.mouse.move(...(await at(0.5)), { steps: 4 });
  await page.mouse.up();
  await expect(page).toHaveURL(/from=2024-01-01T0/);
  const zoomed = page.url();
  await page.mouse.move(...(await at(0.5)));
  await page.mouse.wheel(0, -240);
  await expect(page).not.toHaveURL(zoomed);
  await page.mouse.dblclick(...(await at(0.5)));
  await expect(page).not.toHaveURL(/from=/);

  const slider = chart.getByRole('slider');
  await slider.focus();
  await page.keyboard.press('ArrowRight');
  const first = await slider.getAttribute('aria-valuetext');
  await page.keyboard.press('Shift+ArrowRight');
  await expect(slider).not.toHaveAttribute('aria-valuetext', first ?? '');
  await page.keyboard.press('p');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('p');
  await expect(chart.getByTestId('chart-pins')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(chart.getByTestId('chart-pins')).toBeHidden();
  await page.keyboard.press('+');
  await expect(page).toHaveURL(/from=/);

  const download = page.waitForEvent('download');
  await chart.getByTestId('chart-csv').click();
  const text = await readFile(await (await download).path(), 'utf8');
  expect(text.split('\r\n')[0]).toContain('time');
  expect(text.split('\r\n').length).toBeGreaterThan(10);
});

test('the API answers from the open plant as native DuckDB does, and in words without one', async ({
  page,
  baseURL,
}) => {
  const path = await ensureWide({ rows: 30_000 });
  await page.goto('./');
  await page.evaluate(() => navigator.serviceWorker.ready);
  await expect
    .poll(async () => (await json(page, api(baseURL, 'health'))).status, { message: 'no plant is open' })
    .toBe(503);
  await importFiles(page, path);

  const { columns } = wideSource(path);
  expect(columns).toHaveLength(95);
  const [native] = await nativeQuery(`SELECT count(*) AS n, avg("${CH4}") AS ch4, avg("${FLOW}") AS flow
    FROM read_csv('${path}')`);
  const health = (await json(page, api(baseURL, 'health'))).body.data as Record<string, unknown>;
  expect(health).toMatchObject({ database: 'connected', sensor_readings: Number(native.n) });
  const summary = (await json(page, api(baseURL, 'system/summary?hours=8760'))).body.data as {
    gas_production: Record<string, number>;
    data_points: number;
  };
  expect(summary.data_points).toBe(Number(native.n));
  expect(summary.gas_production.avg_ch4_percent).toBeCloseTo(Number(native.ch4), 6);
  expect(summary.gas_production.avg_flow_rate).toBeCloseTo(Number(native.flow), 6);
  const trends = (await json(page, api(baseURL, 'system/trends?hours=4'))).body.data as {
    hourly: Record<string, unknown>[];
  };
  expect(trends.hourly.length).toBeGreaterThanOrEqual(4);
  expect(trends.hourly[0]).toHaveProperty('ch4_percent');

  const sql = encodeURIComponent('SELECT sum(n) AS n FROM minute_rollup');
  expect((await json(page, api(baseURL, `query?sql=${sql}`))).body).toMatchObject({
    data: [{ n: Number(native.n) }],
  });
  for (const bad of ['DROP TABLE tags', 'SELECT 1; SELECT 2', "SELECT * FROM read_csv('x.csv')", 'SELEC 1']) {
    const { status, body } = await json(page, api(baseURL, `query?sql=${encodeURIComponent(bad)}`));
    expect([bad, status, typeof body.error]).toEqual([bad, 400, 'string']);
  }
  expect((await json(page, api(baseURL, 'system/summary?hours=0'))).status).toBe(400);
  expect((await json(page, api(baseURL, 'nothing'))).status).toBe(404);
});
