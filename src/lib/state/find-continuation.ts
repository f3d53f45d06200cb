import type { SourcePlan } from '$lib/ingest/types';
import { continuesPlant, grownFrom, growsByRows, type NewExport } from '$lib/sources/continuation';
import { prefixFingerprint } from '$lib/store/fingerprint';
import type { PlantRecord } from '$lib/store/types';
import { keyOf } from './source-draft';

/** A plant that new exports can be added to. */
export interface Continuation {
  record: PlantRecord;
  /** When the file is one of the plant's own that has grown: which, and where its new rows begin. */
  grown: { source: number; fromByte: number } | null;
}

/** An export as far as a continuation is judged by it. */
export interface PlannedFile {
  file: File;
  plan: SourcePlan;
}

const asNew = ({ plan }: PlannedFile): NewExport => ({
  sizeBytes: plan.sizeBytes,
  headerKey: keyOf(plan),
  firstTimeMs: plan.firstTimeMs,
  lastTimeMs: plan.lastTimeMs,
});

/** Whether a file holds the old one, whole rows of it, unchanged at its start. */
async function hasGrown(file: File, oldBytes: number, oldFingerprint: string): Promise<boolean> {
  const seam = new Uint8Array(await file.slice(oldBytes - 1, oldBytes + 1).arrayBuffer());
  return growsByRows(seam[0], seam[1]) && (await prefixFingerprint(file, oldBytes)) === oldFingerprint;
}

async function findGrown(records: readonly PlantRecord[], file: PlannedFile): Promise<Continuation | null> {
  const { plan } = file;
  // What a row's time follows from its number, and rows of UTF-16 cannot be told by a byte.
  if (plan.parquet || plan.time.kind === 'row-number' || plan.dialect.encoding.startsWith('utf-16'))
    return null;
  for (const record of records) {
    for (const source of grownFrom(record, asNew(file))) {
      const { sizeBytes, fingerprint = '' } = record.sources[source];
      if (await hasGrown(file.file, sizeBytes, fingerprint))
        return { record, grown: { source, fromByte: sizeBytes } };
    }
  }
  return null;
}

/**
 * The plant that exports can be added to, null when there is none: the one whose file has grown, else the one that
 * they go on from.
 * @param records the one opened last first
 */
export async function findContinuation(
  records: readonly PlantRecord[],
  files: readonly PlannedFile[],
): Promise<Continuation | null> {
  const grown = files.length === 1 ? await findGrown(records, files[0]) : null;
  if (grown) return grown;
  if (files.some(({ plan }) => plan.time.kind === 'row-number')) return null;
  const record = records.find((known) => continuesPlant(known, files.map(asNew)));
  return record ? { record, grown: null } : null;
}
