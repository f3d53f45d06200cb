/** The site without network, under a base path too, and with a second version deployed over the first. */
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { serve } from '../../scripts/serve.mjs';

test.skip(!existsSync('build/demo/plant.duckdb'), 'the site was built without the simulated plant');

const methane = (page: Page) => page.getByRole('button', { name: /^Methane 7/ }).first();

/** Wait until everything is kept. */
async function keptWhole(page: Page): Promise<void> {
  await page.getByRole('navigation').getByRole('link', { name: 'Settings', exact: true }).click();
  await page.getByRole('button', { name: 'Keep a copy' }).click();
  await expect(page.getByTestId('offline-ready')).toBeVisible({ timeout: 240_000 });
}

test('after one visit the site and the simulated plant work without network', async ({ page, context }) => {
  test.setTimeout(400_000);
  await page.goto('./');
  await keptWhole(page);
  await context.setOffline(true);
  await page.goto('./');
  await page.getByRole('button', { name: 'Open the simulated plant' }).click();
  await expect(methane(page)).toBeVisible({ timeout: 120_000 });
  for (const name of ['Trends', 'Gas', 'SQL']) {
    await page.getByRole('navigation').getByRole('link', { name, exact: true }).click();
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  }
  // A page that is asked for by its address.
  await page.goto('./energy/');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await context.setOffline(false);
});

/** Make a build look like a later one: another version, pages that say so, and one page's script under another name. */
function deploySecond(root: string): void {
  const { version } = JSON.parse(readFileSync(join(root, '_app/version.json'), 'utf8')) as {
    version: string;
  };
  const texts = readdirSync(root, { recursive: true, encoding: 'utf8' })
    .map((name) => join(root, name))
    .filter((path) => statSync(path).isFile() && /\.(?:js|html|json)$/.test(path));
  for (const path of texts) {
    const text = readFileSync(path, 'utf8');
    let next = text.replaceAll(version, `${version}9`);
    if (path.endsWith('.html'))
      next = next.replace('<head>', '<head><meta name="deployed" content="second">');
    if (next !== text) writeFileSync(path, next);
  }
}

test('a second version is offered, not forced, and the first one works until it is taken', async ({
  page,
}) => {
  test.setTimeout(500_000);
  const root = mkdtempSync(join(tmpdir(), 'site-'));
  cpSync('build', root, { recursive: true, preserveTimestamps: true });
  const server = await serve({ port: 0, base: '/first/second', root });
  const { port } = server.address() as AddressInfo;
  const site = `http://localhost:${port}/first/second/`;
  const deployed = () => page.locator('meta[name="deployed"]').count();
  try {
    await page.goto(site);
    await keptWhole(page);
    deploySecond(root);
    // What the first version needs of the host is gone.
    rmSync(join(root, 'quality'), { recursive: true });
    await page.evaluate(async () => (await navigator.serviceWorker.ready).update());
    await expect(page.getByText('A newer version of this site is ready')).toBeVisible({ timeout: 240_000 });
    await page.reload();
    expect(await deployed()).toBe(0);
    await page.goto(`${site}quality/`);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await expect(page.getByText('A newer version of this site is ready')).toBeVisible({ timeout: 240_000 });
    await Promise.all([
      page.waitForEvent('load'),
      page.getByRole('button', { name: 'Take the new version' }).click(),
    ]);
    await page.goto(site);
    await expect.poll(deployed).toBe(1);
    const names = await page.evaluate(async () =>
      (await caches.keys()).filter((name) => /version/.test(name)),
    );
    expect(names).toHaveLength(1);
  } finally {
    server.closeAllConnections();
    server.close();
    rmSync(root, { recursive: true });
  }
});

test('the copy can be deleted, and is not made again by itself', async ({ page }) => {
  test.setTimeout(400_000);
  await page.goto('./');
  await keptWhole(page);
  await page.getByRole('button', { name: 'Delete the copy' }).click();
  await expect(page.getByText('No copy is kept: the site needs the network.')).toBeVisible();
  await page.reload();
  await expect(page.getByText('No copy is kept: the site needs the network.')).toBeVisible({
    timeout: 60_000,
  });
  // What the page itself loaded may be kept, but not the engine or the plant.
  const large = await page.evaluate(async () => {
    const sizes: number[] = [];
    for (const name of await caches.keys()) {
      const cache = await caches.open(name);
      for (const request of await cache.keys())
        sizes.push(Number((await cache.match(request))?.headers.get('Content-Length') ?? 0));
    }
    return Math.max(0, ...sizes);
  });
  expect(large).toBeLessThan(5_000_000);
});
