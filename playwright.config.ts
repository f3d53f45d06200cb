import { defineConfig } from '@playwright/test';

const flags =
  '--no-sandbox --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync';

export default defineConfig({
  testDir: 'tests/e2e',
  workers: 1,
  // Generous: the machines that run this are shared and slow at times.
  timeout: 120_000,
  expect: { timeout: 20_000 },
  use: {
    launchOptions: { executablePath: process.env.CHROMIUM_PATH || undefined, args: flags.split(' ') },
  },
  projects: [
    { name: 'root', use: { baseURL: 'http://localhost:4180/' } },
    {
      name: 'base path',
      testIgnore:
        /alarms|broken-off|exports|sources|truth|wizard|machines|sql|quality|energy|gas|anomalies|maintenance/,
      use: { baseURL: 'http://localhost:4181/plant/' },
    },
  ],
  webServer: { command: 'node scripts/serve-tests.mjs', url: 'http://localhost:4181/plant/' },
});
