import type { IssueReason, SliceIssue, ColumnPlan } from '$lib/ingest/types';
import { ROW_ISSUES, TAG_ISSUES } from './memory-layout';
import { rowText, type TextReader } from './row-text';

const SLOT_BYTES = 12;
const SAMPLE_CHARS = 80;
/** Reasons by slot (assembly/issues.ts). */
export const ROW_REASONS: IssueReason[] = [
  'time not readable',
  'too few cells',
  'too many cells',
  'not a reading',
  'tag not known',
  'text column',
  'row is cut off',
  'column looked empty',
];
const REJECTS_ROW = new Set<IssueReason>([
  'time not readable',
  'not a reading',
  'tag not known',
  'text column',
  'row is cut off',
]);
/** Of a tag's four slots the first depends on its kind. */
const CELL_REASONS: IssueReason[] = ['not a number', 'not finite', 'marks no value', 'quality is bad'];

/** Slot of a reading of a tag that was not used. */
export const cellSlot = (tag: number, reason: IssueReason): number =>
  ROW_ISSUES + tag * TAG_ISSUES + Math.max(0, CELL_REASONS.indexOf(reason));
const LF = 10;

/** What a slot of the issue table is about. */
function slotOf(slot: number, columns: readonly ColumnPlan[]): { tag: number; reason: IssueReason } {
  if (slot < ROW_REASONS.length) return { tag: -1, reason: ROW_REASONS[slot] };
  const tag = Math.floor((slot - ROW_ISSUES) / TAG_ISSUES);
  const reason = CELL_REASONS[(slot - ROW_ISSUES) % TAG_ISSUES];
  return {
    tag,
    reason: reason === 'not a number' && columns[tag].kind === 'boolean' ? 'not a boolean' : reason,
  };
}

/**
 * The issues that the kernel counted, in the order in which they came up.
 * @param table the issue table (assembly/issues.ts)
 * @param bytes the slice's plain bytes
 * @param valueColumn where all values stand in a long layout
 */
export function readIssues(
  table: DataView,
  bytes: Uint8Array,
  columns: readonly ColumnPlan[],
  text: TextReader,
  encoding: string,
  valueColumn: number | undefined,
): SliceIssue[] {
  const decoder = new TextDecoder(encoding);
  const issues: { slot: number; issue: SliceIssue }[] = [];
  for (let slot = 0; slot * SLOT_BYTES < table.byteLength; slot++) {
    const count = table.getUint32(slot * SLOT_BYTES, true);
    if (count === 0) continue;
    const start = table.getUint32(slot * SLOT_BYTES + 8, true);
    const row = bytes.subarray(start, bytes.indexOf(LF, start) + 1 || bytes.length);
    const { tag, reason } = slotOf(slot, columns);
    const column = tag < 0 ? -1 : columns[tag].index;
    const sample = tag < 0 ? rowText(row, decoder) : text.cells(row, true)[valueColumn ?? column];
    issues.push({
      slot,
      issue: {
        column,
        reason,
        count,
        firstLine: table.getUint32(slot * SLOT_BYTES + 4, true),
        sample: sample.trim().slice(0, SAMPLE_CHARS),
        rejectsRow: REJECTS_ROW.has(reason),
      },
    });
  }
  return issues
    .sort((a, b) => a.issue.firstLine - b.issue.firstLine || a.slot - b.slot)
    .map(({ issue }) => issue);
}
