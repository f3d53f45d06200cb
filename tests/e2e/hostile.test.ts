/** A link or an export of somebody who means harm does none, and a whole session asks nothing of another origin. */
import { createWriteStream, writeFileSync } from 'node:fs';
import { expect, test, type Page } from '@playwright/test';
import { writeApiExport } from './support/api-export';
import { startOtherHost } from './support/other-host';
import { importFiles } from './support/plant';

interface Watched {
  outside: string[];
  dialogs: string[];
  violations: string[];
}

/** Everything that the page and its workers ask for, alerts that a script made, and what the policy stopped. */
async function watch(page: Page, baseURL: string): Promise<Watched> {
  const seen: Watched = { outside: [], dialogs: [], violations: [] };
  const { origin } = new URL(baseURL);
  page.context().on('request', (request) => {
    const url = request.url();
    if (!/^(?:data|blob):/.test(url) && new URL(url).origin !== origin) seen.outside.push(url);
  });
  page.on('dialog', (dialog) => {
    if (dialog.type() !== 'beforeunload') seen.dialogs.push(dialog.message());
    void dialog.accept();
  });
  page.on('console', (message) => {
    if (/Content.Security.Policy/i.test(message.text())) seen.violations.push(message.text());
  });
  return seen;
}

const QUIET: Watched = { outside: [], dialogs: [], violations: [] };
const HTML = '<img src=x onerror=alert(1)><script>alert(2)</script>';

test('a session of import, pages and SQL asks nothing of another origin', async ({ page, baseURL }, info) => {
  test.setTimeout(300_000);
  const seen = await watch(page, baseURL ?? '');
  const path = info.outputPath('export.csv');
  writeApiExport(path);
  await importFiles(page, path);
  for (const name of ['Trends', 'Gas', 'Data', 'Quality', 'SQL', 'Settings']) {
    await page.getByRole('navigation').getByRole('link', { name, exact: true }).click();
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  }
  expect(seen).toEqual(QUIET);
});

test('HTML and formulas in an export stay text', async ({ page, baseURL }, info) => {
  test.setTimeout(240_000);
  const seen = await watch(page, baseURL ?? '');
  const path = info.outputPath('hostile.csv');
  const header = `timestamp,"${HTML}","=HYPERLINK(""http://evil.example"")","javascript:alert(3)"`;
  const rows = Array.from({ length: 300 }, (_, row) => {
    const time = new Date(Date.UTC(2024, 0, 1, 0, 0, row * 10)).toISOString();
    return `${time},${row},${row % 50 === 49 ? `"${HTML}"` : row},"${row % 2}"`;
  });
  writeFileSync(path, `${[header, ...rows].join('\n')}\n`);
  await importFiles(page, path);
  for (const name of ['Data', 'Trends', 'Quality']) {
    await page.getByRole('navigation').getByRole('link', { name, exact: true }).click();
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  }
  await page.getByRole('navigation').getByRole('link', { name: 'Data', exact: true }).click();
  await expect(page.getByText('<img src=x onerror=alert(1)>', { exact: false }).first()).toBeVisible();
  expect(await page.locator('main img, main script').count()).toBe(0);
  expect(seen).toEqual(QUIET);
});

test('a hundred thousand columns, and 100 MB in one line, are refused or read, and the page lives', async ({
  page,
}, info) => {
  test.setTimeout(300_000);
  const wide = info.outputPath('wide.csv');
  const out = createWriteStream(wide);
  const columns = 1_000_000;
  out.write(`timestamp,${Array.from({ length: columns }, (_, at) => `c${at}`).join(',')}\n`);
  out.write(`2024-01-01T00:00:00Z,${'1,'.repeat(columns - 1)}1\n`);
  await new Promise((resolve) => out.end(resolve));
  const long = info.outputPath('one-line.csv');
  writeFileSync(long, Buffer.alloc(100 << 20, 'x'));
  for (const path of [wide, long]) {
    await page.goto('./');
    await page.locator('input[type=file]').setInputFiles(path);
    await expect(
      page
        .getByRole('alert')
        .or(page.getByRole('button', { name: /^Import/ }))
        .first(),
    ).toBeVisible({
      timeout: 120_000,
    });
    // It still answers.
    await page.getByRole('navigation').getByRole('link', { name: 'Settings', exact: true }).click();
    await expect(page.getByRole('heading', { name: 'Settings' })).toBeVisible();
  }
});

test('a hostile link does nothing', async ({ page, baseURL }) => {
  const seen = await watch(page, baseURL ?? '');
  const other = await startOtherHost({});
  const links = [
    'data=javascript:alert(1)',
    'data=data:text/csv,timestamp',
    'data=file:///etc/passwd',
    'data=https://user:secret@evil.example/x.duckdb',
    `data=${other.origin}/good/x.duckdb`,
    'from=0001-01-01T00:00:00Z&to=9999-12-31T00:00:00Z',
    'from=1900-01-01T00:00:00Z&to=2199-12-31T00:00:00Z&tags=a',
    `tags=${encodeURIComponent("x'; DROP TABLE minute_rollup; --,<script>alert(4)</script>")}`,
    `plant=${encodeURIComponent('<script>alert(5)</script>')}`,
    `zone=${encodeURIComponent('<b>')}&units=${encodeURIComponent('SI,<b>:x')}`,
  ];
  for (const link of links) {
    await page.goto(`./?${link}`);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  }
  // An inline script that something managed to put into the page does not run.
  await page.evaluate(() => {
    const script = document.createElement('script');
    script.textContent = 'window.harmed = true';
    document.body.append(script);
  });
  expect(await page.evaluate(() => 'harmed' in window)).toBe(false);
  // Nor does a request of the page's own to a host that nobody allowed.
  const reached = await page.evaluate(
    (url) =>
      fetch(url).then(
        () => true,
        () => false,
      ),
    `${other.origin}/good/x.duckdb`,
  );
  expect(reached).toBe(false);
  expect(other.asked).toEqual([]);
  expect(seen.dialogs).toEqual([]);
  other.close();
});
