import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const sources = join(root, 'workers/kernel/assembly');
const output = join(root, 'workers/kernel/kernel.wasm');
const stamp = join(root, '.cache/kernel.sha256');

const options = [
  '-O3',
  '--noAssert',
  ['--runtime', 'stub'],
  ['--enable', 'simd'],
  ['--enable', 'bulk-memory'],
  // 2 GB, so that addresses fit 31 bits.
  ['--maximumMemory', '32768'],
  // SIMD values as parameters are no trouble: those functions are not exported.
  ['--disableWarning', '112'],
].flat();

const sha256 = (parts) => parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest('hex');

/** Hash of everything that decides the bytes of kernel.wasm. */
function sourceHash() {
  const { version } = createRequire(import.meta.url)('assemblyscript/package.json');
  const files = readdirSync(sources).filter((name) => name.endsWith('.ts'));
  const texts = files.sort().flatMap((name) => [name, readFileSync(join(sources, name))]);
  return sha256([version, options.join(' '), ...texts]);
}

const builtHash = (hash) => `${hash} ${sha256([readFileSync(output)])}\n`;

const isBuilt = (hash) =>
  existsSync(output) && existsSync(stamp) && readFileSync(stamp, 'utf8') === builtHash(hash);

/**
 * Compile workers/kernel/assembly to workers/kernel/kernel.wasm; nothing is done when the sources, the compiler and
 * the output are as they were.
 * @throws Error with the compiler's messages
 */
export async function buildKernel() {
  const hash = sourceHash();
  if (isBuilt(hash)) return;
  const { default: asc } = await import('assemblyscript/asc');
  const unfinished = `${output}.${process.pid}.part`;
  const { error, stderr } = await asc.main(['kernel.ts', '--baseDir', sources, '-o', unfinished, ...options]);
  if (error) throw new Error(`kernel does not compile: ${error.message}\n${stderr}`);
  // Another process may be reading the output.
  renameSync(unfinished, output);
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, builtHash(hash));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await buildKernel();
