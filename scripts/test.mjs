import { ensureChromium, ensurePackages, run } from './ensure.mjs';

ensurePackages();
const chromium = ensureChromium();
run('npm', ['run', 'check']);
// Unit tests that judge the simulated plant skip without it.
run('npm', ['run', 'demo']);
run('npm', ['run', 'test:unit']);
run('npm', ['run', 'build']);
run('npm', ['run', 'test:e2e'], { CHROMIUM_PATH: chromium });
