import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/** Run a command with its output shown; ends this process when the command fails. */
export function run(command, args, env = {}) {
  console.log(`> ${command} ${args.join(' ')}`);
  const result = spawnSync(command, args, { stdio: 'inherit', env: { ...process.env, ...env } });
  if (result.status !== 0) process.exit(result.status ?? 1);
}

/** Install npm packages when node_modules is absent. */
export function ensurePackages() {
  if (!existsSync('node_modules/.package-lock.json')) run('npm', ['ci', '--no-audit', '--no-fund']);
}

const systemBrowsers = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const findBrowser = () => systemBrowsers.find((path) => existsSync(path));
const works = (command, args) => spawnSync(command, args, { stdio: 'inherit' }).status === 0;

/** Path of a Chromium: the system's, else Debian's package when root; '' means Playwright's own. */
export function ensureChromium() {
  const found = findBrowser();
  if (found) return found;
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    works('apt-get', ['update']);
    if (works('apt-get', ['install', '-y', '--no-install-recommends', 'chromium']))
      return findBrowser() ?? '';
  }
  run('npx', ['playwright', 'install', 'chromium']);
  return '';
}
