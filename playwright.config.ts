import { defineConfig } from '@playwright/test';

/**
 * A test starts its engines anew and leaves them after seconds: to draw by software and to skip the second, optimising
 * compilation takes a third off its time on two cores.
 */
const flags =
  '--no-sandbox --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync ' +
  '--disable-gpu --js-flags=--liftoff-only';

/** Minutes each: `npm run test:long` sets E2E_LONG. */
const long = process.env.E2E_LONG ? '' : '|hostile|models|offline|collector|export-report';

export default defineConfig({
  testDir: 'tests/e2e',
  workers: 1,
  // Generous: the machines that run this are shared and slow at times.
  timeout: 240_000,
  expect: { timeout: 60_000 },
  use: {
    launchOptions: { executablePath: process.env.CHROMIUM_PATH || undefined, args: flags.split(' ') },
  },
  projects: [
    { name: 'root', testIgnore: new RegExp(`never${long}`), use: { baseURL: 'http://localhost:4180/' } },
    {
      name: 'base path',
      testIgnore: new RegExp(
        `alarms|api|early|faults|live|long-tasks|export-report|navigation|replay|broken-off|exports|sources|truth|wizard|machines|sql|quality|energy|gas|anomalies|maintenance|forecast|faults|link${long}`,
      ),
      use: { baseURL: 'http://localhost:4181/plant/' },
    },
  ],
  webServer: { command: 'node scripts/serve-tests.mjs', url: 'http://localhost:4181/plant/' },
});
