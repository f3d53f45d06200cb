import { carryOver } from '$lib/store/carry-over';
import { fingerprint, joinFingerprints } from '$lib/store/fingerprint';
import { keepInMemory } from '$lib/store/memory-files';
import { hasOpfs } from '$lib/store/plant-files';
import { newPlantId } from '$lib/store/registry';
import type { PlantRecord } from '$lib/store/types';
import { findContinuation } from './find-continuation';
import { readerChoice } from './import-estimate';
import { recordOf, type Planned } from './import-record';
import { startImport } from './import-run';
import type { PlantState } from './plant.svelte';
import { prepareDrafts } from './prepare-drafts';
import { keyOf, planDraft } from './source-draft';

/** The export cannot be added to the plant; the message says why. */
export class FollowError extends Error {
  override name = 'FollowError';
  readonly advice = 'Import the export again, then follow it.';
}

/** The export as understood, read as the plant's own exports were. */
async function planned(record: PlantRecord, file: File, handle: FileSystemFileHandle): Promise<Planned> {
  const opened = { kind: 'source' as const, picked: { file, handle }, parquet: null, copy: null };
  const [draft] = (await prepareDrafts([opened])).drafts;
  if (!draft.plan) throw new FollowError(draft.problem?.message ?? `"${file.name}" cannot be read`);
  const key = keyOf(draft.plan);
  const known = record.sources.find(({ headerKey }) => headerKey === key)?.choices;
  const read = known ? planDraft({ ...draft, choices: { ...known, ...draft.choices } }) : draft;
  if (!read.plan) throw new FollowError(read.problem?.message ?? `"${file.name}" cannot be read`);
  return { ...read, plan: read.plan };
}

/**
 * Add what an export has grown by to its plant: a new version of the plant, with all that a person added to the old one.
 * @param file the export up to a line end
 * @returns the record of the new version, kept; the old one is still there
 * @throws FollowError when the file is no longer the plant's export with more rows
 */
export async function addGrowth(
  plants: PlantState,
  record: PlantRecord,
  file: File,
  handle: FileSystemFileHandle,
): Promise<PlantRecord> {
  const draft = await planned(record, file, handle);
  const base = await findContinuation([record], [{ file, plan: draft.plan }]);
  if (!base?.grown)
    throw new FollowError(
      `"${file.name}" does not begin with the rows that the plant was made of, whole and unchanged`,
    );
  const { grown } = base;
  const sealed = await plants.fileOf(record);
  if (!sealed) throw new FollowError(`the file of ${record.name} is no longer in this browser`);
  const print = await fingerprint([file]);
  const prints = record.sources.map((source, at) =>
    at === grown.source ? print : (source.fingerprint ?? record.fingerprint),
  );
  const request = {
    id: newPlantId(record.name),
    name: record.name,
    fingerprint: await joinFingerprints(prints),
    sources: [{ file, plan: draft.plan }],
    repeats: [[]],
    base: { file: sealed, grown },
    range: null,
    maxRows: null,
    workers: 1,
    reader: readerChoice(location.search),
    target: (await hasOpfs()) ? ('opfs' as const) : ('memory' as const),
  };
  const result = await startImport(request, () => {}).result;
  const next = recordOf(request, [draft], [print], result, base, true);
  if (result.file) keepInMemory({ record: next, file: result.file });
  await carryOver(record.fingerprint, next.fingerprint);
  await plants.save(next);
  return next;
}
