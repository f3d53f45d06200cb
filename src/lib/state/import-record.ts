import type { ImportRequest, ImportResult } from '$lib/rpc/importer';
import type { PlantRecord, RecordedSource } from '$lib/store/types';
import type { Continuation } from './find-continuation';
import { keyOf, type SourceDraft } from './source-draft';
import type { SourcePlan } from '$lib/ingest/types';

/** A draft that can be imported. */
export type Planned = SourceDraft & { plan: SourcePlan };

function recorded({ picked: { file }, plan, choices }: Planned, fingerprint: string): RecordedSource {
  return { name: file.name, sizeBytes: file.size, fingerprint, headerKey: keyOf(plan), choices };
}

interface Kept {
  sources: RecordedSource[];
  handles: (FileSystemFileHandle | null)[];
  copies: (string | null)[];
}

/** Sources of the plant that is continued, with what is reached of them. */
function keptOf({ sources, handles, copies = [] }: PlantRecord): Kept {
  let next = 0;
  const all = handles.length === sources.filter((_, at) => !copies[at]).length;
  return {
    sources: [...sources],
    copies: sources.map((_, at) => copies[at] ?? null),
    handles: sources.map((_, at) => (copies[at] || !all ? null : handles[next++])),
  };
}

/** Put exports in place of the one that has grown, or behind those that the plant has. */
function withNew(base: Continuation | null, added: Kept): Kept {
  if (!base) return added;
  const kept = keptOf(base.record);
  if (base.grown) {
    const at = base.grown.source;
    kept.sources[at] = added.sources[0];
    kept.handles[at] = added.handles[0];
    kept.copies[at] = added.copies[0];
    return kept;
  }
  return {
    sources: [...kept.sources, ...added.sources],
    handles: [...kept.handles, ...added.handles],
    copies: [...kept.copies, ...added.copies],
  };
}

/**
 * What is remembered of a finished import.
 * @param prints fingerprint of each file
 * @param keepCopies whether unpacked copies stay with the plant
 */
export function recordOf(
  request: ImportRequest,
  planned: readonly Planned[],
  prints: readonly string[],
  result: ImportResult,
  base: Continuation | null,
  keepCopies: boolean,
): PlantRecord {
  const { sources, handles, copies } = withNew(base, {
    sources: planned.map((draft, at) => recorded(draft, prints[at])),
    handles: planned.map(({ picked }) => picked.handle),
    copies: planned.map(({ copy }) => (keepCopies ? copy : null)),
  });
  const reached = handles.filter((handle) => handle !== null);
  const now = Date.now();
  return {
    id: request.id,
    name: request.name,
    label: base?.record.label ?? '',
    fingerprint: request.fingerprint,
    createdMs: now,
    openedMs: now,
    sizeBytes: result.sizeBytes,
    sources,
    rows: result.plantRows,
    tags: result.tags,
    firstMs: result.firstMs,
    lastMs: result.lastMs,
    partial: request.range !== null || request.maxRows !== null,
    handles: reached.length === copies.filter((copy) => copy === null).length ? reached : [],
    copies,
    mapping: base?.record.mapping ?? null,
  };
}
