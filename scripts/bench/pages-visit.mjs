import { setTimeout as pause } from 'node:timers/promises';

/** A page is at rest when nothing was asked, changed or busy for so long. */
const REST_MS = 300;
const MOST_MS = 30_000;

/** Note in the page when it was painted after each change of its content; runs there. */
function watchPaints() {
  const paints = [];
  const now = () => performance.timeOrigin + performance.now();
  let waiting = false;
  const changed = () => {
    if (waiting) return;
    waiting = true;
    // A message posted within a frame comes after that frame is painted.
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => {
        waiting = false;
        const heading = document.querySelector('main h1')?.textContent ?? '';
        const busy = document.querySelector('main [aria-busy=true]') !== null;
        paints.push({ atMs: now(), heading, busy });
      };
      port2.postMessage(null);
    });
  };
  const observer = new MutationObserver(changed);
  observer.observe(document.querySelector('main'), {
    subtree: true,
    childList: true,
    characterData: true,
    attributes: true,
  });
  globalThis.visit = { paints, now, stop: () => observer.disconnect() };
}

/** Press the link of a page of a site at the root, and note when; runs there. */
function press(path) {
  const link = [...document.querySelectorAll('nav a')].find((a) => new URL(a.href).pathname === path);
  if (!link)
    throw new Error(
      `no link in the navigation leads to ${path}: is the site built of another list of pages?`,
    );
  globalThis.visit.beganMs = globalThis.visit.now();
  link.click();
}

const databases = (page) => page.workers().filter((worker) => /database/.test(worker.url()));

/** Queries a database worker has noted; none of one that ended meanwhile (the fleet page ends its own). */
async function queriesOf(page, worker) {
  try {
    return await worker.evaluate(() => globalThis.queryTimes ?? []);
  } catch (error) {
    if (page.workers().includes(worker)) throw error;
    return [];
  }
}

async function queriesSoFar(page) {
  const each = await Promise.all(databases(page).map((worker) => queriesOf(page, worker)));
  return each.flat();
}

/** Wait until the page rests; its paints and queries since the press. */
async function settle(page) {
  const endMs = Date.now() + MOST_MS;
  let last = '';
  let sinceMs = Date.now();
  for (;;) {
    await pause(25);
    const { paints, beganMs } = await page.evaluate(() => ({
      paints: globalThis.visit.paints,
      beganMs: globalThis.visit.beganMs,
    }));
    const queries = await queriesSoFar(page);
    const now = `${paints.length} ${queries.length} ${paints.at(-1)?.busy}`;
    if (now !== last) [last, sinceMs] = [now, Date.now()];
    const busy = paints.at(-1)?.busy ?? true;
    if ((!busy && Date.now() - sinceMs > REST_MS) || Date.now() > endMs) return { paints, queries, beganMs };
  }
}

/** The first paint at or after an instant, ms after the press. */
const paintAfter = (paints, ms, beganMs) => {
  const found = paints.find(({ atMs }) => atMs >= ms) ?? paints.at(-1);
  return found ? found.atMs - beganMs : Number.NaN;
};

/**
 * Times of a visit in ms after the press of the page's link: `headingMs` until its own heading is painted, `firstMs` until
 * the first answer of the database is (the heading, on a page that asks nothing), `wholeMs` until the last answer is; and
 * each query as [{ sql, ms }].
 */
export function timesOf({ paints, queries, beganMs }, name) {
  const own = queries.filter((query) => query.beganMs >= beganMs);
  const headed = paints.find(({ heading }) => heading.trim() === name) ?? paints[0];
  if (!headed) throw new Error(`page "${name}" was never painted`);
  const after = paints.filter(({ atMs }) => atMs >= headed.atMs);
  const ends = own.map(({ endedMs }) => endedMs);
  const headingMs = headed.atMs - beganMs;
  return {
    headingMs,
    firstMs: ends.length > 0 ? paintAfter(after, Math.min(...ends), beganMs) : headingMs,
    wholeMs: ends.length > 0 ? paintAfter(after, Math.max(...ends), beganMs) : headingMs,
    queries: own.map((query) => ({ sql: query.sql, ms: query.endedMs - query.beganMs })),
  };
}

/** Go to a page and wait until it rests; nothing where it is shown already: its link would change nothing. */
export async function restOn(page, { path }) {
  if (new URL(page.url()).pathname === path) return;
  await page.evaluate(watchPaints);
  await page.evaluate(press, path);
  await settle(page);
  await page.evaluate(() => globalThis.visit.stop());
}

/**
 * Go to a page by its link in the navigation, within the open site.
 * @param page  of Playwright, at rest on another page of the site
 * @param which { path, name } as in src/lib/ui/pages.ts
 */
export async function visit(page, { path, name }) {
  await Promise.all(
    databases(page).map((worker) => worker.evaluate(() => void (globalThis.queryTimes = []))),
  );
  await page.evaluate(watchPaints);
  await page.evaluate(press, path);
  const seen = await settle(page);
  await page.evaluate(() => globalThis.visit.stop());
  return timesOf(seen, name);
}
