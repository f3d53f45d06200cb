import { expect, test } from 'vitest';
import { exportWorkspace, importWorkspace, type WorkspacePart } from '$lib/store/workspace';

/** A store in memory behind the contract of a part. */
function memory(name: string, known: Record<string, unknown> = {}): WorkspacePart & { known: typeof known } {
  return {
    name,
    known,
    export: async (fingerprint) => known[fingerprint] ?? null,
    import: async (fingerprint, data) => void (known[fingerprint] = data),
  };
}

const plant = { fingerprint: 'abc', name: 'Plant', mapping: { 'gas.ch4': 'ch4' } };

test('what was added is taken over as it was, to the plant under the fingerprint it has there', async () => {
  const [notes, empty] = [memory('notes', { abc: [{ text: 'ä "quoted"' }] }), memory('labels')];
  const text = await exportWorkspace(plant, [notes, empty]);
  const other = memory('notes');
  const taken = await importWorkspace(text, 'xyz', [other, memory('labels')]);
  expect(other.known).toEqual({ xyz: [{ text: 'ä "quoted"' }] });
  expect(taken).toEqual({ plant, samePlant: false, taken: ['notes'], unknown: [] });
});

test('a part that this version does not know is told and left alone', async () => {
  const text = await exportWorkspace(plant, [memory('notes', { abc: 1 }), memory('later', { abc: 2 })]);
  const { taken, unknown, samePlant } = await importWorkspace(text, 'abc', [memory('notes')]);
  expect({ taken, unknown, samePlant }).toEqual({ taken: ['notes'], unknown: ['later'], samePlant: true });
});

test.each([
  ['', 'not JSON'],
  ['[]', 'holds no'],
  ['{"kind":"biogas-analytics settings","parts":{}}', 'holds no'],
  [
    '{"kind":"biogas-analytics workspace","version":2,"parts":{},"plant":{"fingerprint":"a","name":"b","mapping":null}}',
    'version 2',
  ],
  [
    '{"kind":"biogas-analytics workspace","version":1,"parts":{},"plant":{"fingerprint":"a","name":"b","mapping":{"x":1}}}',
    'holds no',
  ],
])('%s is refused: %s', async (text, words) => {
  await expect(importWorkspace(text, 'abc', [])).rejects.toThrow(words);
});
