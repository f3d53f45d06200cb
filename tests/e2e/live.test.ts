/** A live source: a broker is heard by MQTT, what comes becomes a plant that grows, paused and over a reload. */
import AxeBuilder from '@axe-core/playwright';
import { expect, test, type Page } from '@playwright/test';
import { startBroker, type TestBroker } from '../support/mqtt-broker';
import { callsOf, watchCalls } from './support/calls';

let broker: TestBroker;
let stop: () => void = () => {};
let pressed = false;

test.beforeEach(async () => {
  broker = await startBroker({ username: 'operator', password: 'right' });
});
test.afterEach(async () => {
  stop();
  await broker.close();
});

/** Ten minutes of the past at once, then a reading a second, as a device that was buffering sends them. */
function sendReadings(): void {
  let second = Date.now() - 600_000;
  const tried = second + 120_000;
  const send = () => {
    for (; second <= Date.now(); second += 1000) {
      const ch4 = (64 + Math.sin(second / 60_000)).toFixed(3);
      void broker.publish('plant/gas', JSON.stringify({ ts: second, ch4, co2: 33.1, flow: 55.2 }));
      // Pressed once in the past, so that it is known as a state.
      const stopped = pressed || Math.abs(second - tried) < 3000;
      void broker.publish('plant/safety', JSON.stringify({ ts: second, in_hs901_estop: Number(stopped) }));
    }
  };
  send();
  const timer = setInterval(send, 1000);
  stop = () => clearInterval(timer);
}

async function connect(page: Page, password: string): Promise<void> {
  await page.getByLabel('Address of the broker').fill(broker.url);
  await page.getByLabel('Topics, one a line').fill('plant/#');
  await page.getByLabel('Name, if the broker wants one').fill('operator');
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Connect' }).click();
}

const rowsAdded = async (page: Page) =>
  Number(/([\d,]+) rows? added/.exec(await page.getByRole('main').innerText())?.[1].replaceAll(',', '') ?? 0);

test('a broker is heard, its readings imported and added while they come, over a pause and a reload', async ({
  page,
}) => {
  await watchCalls(page);
  await page.goto('./live/');
  await connect(page, 'wrong');
  await expect(
    page.getByText('The broker refuses: the broker does not accept this name and password.'),
  ).toBeVisible();
  await page.getByRole('button', { name: 'Stop hearing' }).click();
  await connect(page, 'right');
  await expect(page.getByTestId('live')).toHaveText('Connected.');
  sendReadings();
  await expect(page.getByRole('row', { name: /plant\.gas\.ch4 6\d\./ })).toBeVisible();
  const { violations } = await new AxeBuilder({ page: page as never }).analyze();
  expect(violations).toEqual([]);

  await page.getByRole('button', { name: 'Import what has come' }).click();
  await page.getByRole('button', { name: 'Import', exact: true }).click();
  await expect(page.getByTestId('import-result')).toBeVisible({ timeout: 120_000 });
  await page.getByRole('navigation').getByRole('link', { name: 'Live source', exact: true }).click();
  await expect.poll(() => rowsAdded(page), { timeout: 60_000 }).toBeGreaterThan(0);

  await page.getByRole('navigation').getByRole('link', { name: 'Alarms', exact: true }).click();
  const calls = page.getByRole('group', { name: /^Calls in a replay/ });
  await calls.getByLabel('sound').check();
  await calls.getByLabel('notifications').check();
  await page.waitForTimeout(5000);
  expect(await callsOf(page)).toEqual({ tones: 0, notifications: [] });
  pressed = true;
  await expect
    .poll(() => callsOf(page), { timeout: 60_000 })
    .toEqual({
      tones: 5,
      notifications: ['Alarm: Emergency stop 1'],
    });
  await page.getByRole('navigation').getByRole('link', { name: 'Live source', exact: true }).click();

  const other = await page.context().newPage();
  await other.goto('./live/');
  await expect(other.getByText('This source is heard in another tab of this site.')).toBeVisible();
  await expect(other.getByTestId('live')).toHaveText('Paused.');
  await other.close();

  await page.getByRole('button', { name: 'Pause' }).click();
  await expect(page.getByTestId('live')).toHaveText('Paused.');
  await page.reload();
  await expect(page.getByTestId('live')).toHaveText('Paused.');
  await page.getByRole('button', { name: 'Go on' }).click();
  await expect(page.getByTestId('live')).toHaveText('Connected.');
  await expect.poll(() => rowsAdded(page), { timeout: 60_000 }).toBeGreaterThan(0);
});
