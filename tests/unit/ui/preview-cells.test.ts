import { expect, test } from 'vitest';
import { planSource } from '$lib/ingest/plan';
import { previewCells } from '$lib/ui/preview-cells';
import { goldenCase, inputOf } from '../ingest/support/golden';

/** Texts of the sampled cells whose readings are left out, and why. */
function unusedIn(name: string): string[] {
  const plan = planSource(inputOf(goldenCase(name).bytes, name));
  const cells = previewCells(plan);
  return plan.preview.flatMap((row) =>
    cells(row).flatMap(({ text, unused }) => (unused ? [`${text.trim()}: ${unused}`] : [])),
  );
}

test('the preview strikes out what the import leaves out', () => {
  expect(unusedIn('quality-words')).toEqual(['61: quality is bad', '64: quality is bad']);
  expect(unusedIn('sentinels-of-every-kind')).toContain('1e30: marks no value');
  expect(unusedIn('every-bad-value-word')).toContain('#REF!: not a number');
  expect(unusedIn('comma-lf')).toEqual([]);
});

test('in a long layout it is the value of the tag that the row names', () => {
  expect(unusedIn('historian-long')).toEqual([
    '102: quality is bad',
    '-999: marks no value',
    '5: tag not known',
  ]);
  expect(unusedIn('wincc-long')).toContain('0: not a reading');
});
