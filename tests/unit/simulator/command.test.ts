import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const run = promisify(execFile);
const script = fileURLToPath(new URL('../../../scripts/simulate.mjs', import.meta.url));
let folder = '';

const simulate = (...args: string[]) => run(process.execPath, [script, ...args]);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'simulate-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('npm run simulate', () => {
  it('writes the same bytes whatever the number of workers, and a report', async () => {
    const base = ['--days', '0.17', '--seed', '3', '--json'];
    const [one, two] = [join(folder, 'one.csv'), join(folder, 'two.csv')];
    const truth = join(folder, 'truth.csv');
    const { stdout } = await simulate(...base, '--out', one, '--workers', '1', '--truth', truth);
    await simulate(...base, '--out', two, '--workers', '2');
    const [a, b] = [await readFile(one), await readFile(two)];
    expect(a.equals(b)).toBe(true);
    const report = JSON.parse(stdout);
    expect(report.rows).toBe(4 * 3600);
    expect(report.bytes).toBe(a.length);
    expect(a.toString().trimEnd().split('\n')).toHaveLength(report.rows + 1);
    expect((await readFile(truth, 'utf8')).startsWith('from,to,fault,')).toBe(true);
  });

  it('says what is wrong with its arguments', async () => {
    await expect(simulate('--days', '1')).rejects.toMatchObject({ code: 1 });
    await expect(simulate('--out', 'x.csv', '--hz', '3')).rejects.toMatchObject({
      stderr: expect.stringContaining('--hz "3" is not one reading each so many whole seconds'),
    });
  });
});
