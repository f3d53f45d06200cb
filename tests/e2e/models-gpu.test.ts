/** Training in the browser gives PyTorch's losses, on the processor and on Chromium's software graphics device. */
import { readdirSync, readFileSync } from 'node:fs';
import { build } from 'vite';
import { expect, test, type Page } from '@playwright/test';
import type { GoldenFile } from './support/golden-steps';

/** Greatest |ours - PyTorch's| / (1 + |PyTorch's|) over ten steps. */
const TOLERANCE = { wasm: 2e-5, webgpu: 2e-4 } as const;
const MODELS = ['autoencoder', 'vae', 'forecaster', 'fault-classifier'] as const;
/** Unrolled recurrence compiles thousands of shaders: minutes on software. */
const SOFTWARE_GPU_MODELS = process.env.ALL_MODELS ? MODELS : (['autoencoder', 'vae'] as const);

const flags =
  '--no-sandbox --disable-quic --no-first-run --disable-background-networking --enable-unsafe-webgpu';
test.use({
  launchOptions: { executablePath: process.env.CHROMIUM_PATH || undefined, args: flags.split(' ') },
  bypassCSP: true,
  serviceWorkers: 'block',
});

let harness = '';
test.beforeAll(async () => {
  const built = await build({
    configFile: false,
    logLevel: 'error',
    build: {
      write: false,
      target: 'es2022',
      lib: { entry: 'tests/e2e/support/golden-steps.ts', formats: ['es'] },
      rolldownOptions: { output: { codeSplitting: false } },
    },
  });
  const [first] = Array.isArray(built) ? built : [built];
  if (!('output' in first)) throw new Error('the harness was not built');
  harness = first.output[0].code;
});

async function serveHarness(page: Page): Promise<void> {
  await page.route('**/harness/**', (route) => {
    const name = new URL(route.request().url()).pathname.split('/').at(-1)!;
    const headers = { 'cross-origin-resource-policy': 'same-origin' };
    if (name === 'golden-steps.js')
      return route.fulfill({ body: harness, contentType: 'text/javascript', headers });
    const path = `node_modules/onnxruntime-web/dist/${name}`;
    return route.fulfill({ path, contentType: 'text/javascript', headers });
  });
}

/** The program of onnxruntime that the site was built with. */
function wasmOf(provider: 'wasm' | 'webgpu'): string {
  const folder = '_app/immutable/workers/assets';
  const wanted =
    provider === 'webgpu' ? /^ort-wasm.*asyncify.*\.wasm$/ : /^ort-wasm-simd-threaded-[^.]*\.wasm$/;
  return `${folder}/${readdirSync(`build/${folder}`).find((file) => wanted.test(file))!}`;
}

const hasGpu = (page: Page): Promise<boolean> =>
  page.evaluate(async () => {
    const { gpu } = navigator as unknown as { gpu?: { requestAdapter(): Promise<unknown> } };
    return (await gpu?.requestAdapter()) != null;
  });

for (const provider of ['wasm', 'webgpu'] as const)
  for (const name of provider === 'wasm' ? MODELS : SOFTWARE_GPU_MODELS)
    test(`ten steps of the ${name} agree with PyTorch on ${provider}`, async ({ page }) => {
      test.setTimeout(600_000);
      await serveHarness(page);
      await page.goto('./404.html');
      test.skip(provider === 'webgpu' && !(await hasGpu(page)), 'this Chromium offers no graphics device');
      const golden: GoldenFile = JSON.parse(readFileSync(`tests/fixtures/learn/${name}.json`, 'utf8'));
      const losses = await page.evaluate(
        async ([given, file, on, wasm]) => {
          const files = new URL('harness/', document.baseURI).href;
          const { goldenLosses } = await import(`${files}golden-steps.js`);
          return goldenLosses(given, file, on, files, new URL(wasm, document.baseURI).href) as Promise<
            number[]
          >;
        },
        [name, golden, provider, wasmOf(provider)] as const,
      );
      const off = losses.map(
        (loss, at) => Math.abs(loss - golden.losses[at]) / (1 + Math.abs(golden.losses[at])),
      );
      console.log(`${name} on ${provider}: greatest deviation ${Math.max(...off).toExponential(1)}`);
      expect(Math.max(...off)).toBeLessThan(TOLERANCE[provider]);
    });
