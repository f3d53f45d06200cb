import { expect, test } from 'vitest';
import type { AnalysisApi } from '$lib/rpc/analysis';
import { analysisFile, forgetAnalysis, onAnalysisChanged, saveAnalysis } from '$lib/store/analysis';

const meta = { version: '1', parameters: {} };
const writes =
  (write: AnalysisApi['write'], disposed: string[] = []) =>
  () => ({
    remote: { write: write as never },
    dispose: () => void disposed.push('disposed'),
  });

test('without private files it is kept in memory, and open plants are told before saving ends', async () => {
  const told: (string | null)[] = [];
  const leave = onAnalysisChanged('p', async () => void told.push((await analysisFile('p'))?.name ?? null));
  const befores: (File | null)[] = [];
  const connect = writes(async ({ before, sealed }) => {
    befores.push(before);
    expect(sealed).toBeNull();
    return new File(['x'], `file ${befores.length}`);
  });
  await saveAnalysis('p', 'anomalies', [], meta, connect);
  expect(told).toEqual(['file 1']);
  await saveAnalysis('p', 'maintenance_events', [], meta, connect);
  expect(befores.map((file) => file?.name ?? null)).toEqual([null, 'file 1']);
  leave();
  await forgetAnalysis('p');
  expect([told, await analysisFile('p')]).toEqual([['file 1', 'file 2'], null]);
});

test('what was kept stays when writing fails, and the worker is ended', async () => {
  const disposed: string[] = [];
  await saveAnalysis(
    'q',
    'anomalies',
    [],
    meta,
    writes(async () => new File([], 'whole')),
  );
  const fails = writes(() => Promise.reject(new Error('no room')), disposed);
  await expect(saveAnalysis('q', 'anomalies', [], meta, fails)).rejects.toThrow('no room');
  expect([disposed, (await analysisFile('q'))?.name]).toEqual([['disposed'], 'whole']);
});
