import type { Page } from '@playwright/test';

/** Let the site notify, and count the tones it plays; before the page is opened. */
export async function watchCalls(page: Page): Promise<void> {
  await page.context().grantPermissions(['notifications']);
  await page.addInitScript(() => {
    const start = OscillatorNode.prototype.start;
    OscillatorNode.prototype.start = function (when) {
      document.documentElement.dataset.tones = String(
        Number(document.documentElement.dataset.tones ?? 0) + 1,
      );
      start.call(this, when);
    };
  });
}

/** Tones since the page was loaded, and the titles of the notifications that stand. */
export const callsOf = (page: Page): Promise<{ tones: number; notifications: string[] }> =>
  page.evaluate(async () => {
    const registration = await navigator.serviceWorker.getRegistration();
    const standing = (await registration?.getNotifications()) ?? [];
    return {
      tones: Number(document.documentElement.dataset.tones ?? 0),
      notifications: standing.map(({ title }) => title),
    };
  });
