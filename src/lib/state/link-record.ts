import type { PlantInfo } from '$lib/store/plant-types';
import type { PlantRecord } from '$lib/store/types';
import { nameFromFile } from './import-estimate';
import { fileNameOf } from '$lib/store/link-address';

const hex = (bytes: ArrayBuffer) =>
  Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, '0')).join('');

/** A record for a hosted plant of which only the address and size are known yet. The same address has the same id. */
export async function linkedRecord(url: string, host: string, sizeBytes: number): Promise<PlantRecord> {
  const digest = hex(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(url)));
  const now = Date.now();
  return {
    id: `link-${digest.slice(0, 16)}`,
    url,
    name: nameFromFile(fileNameOf(url)),
    label: `from ${host}`,
    fingerprint: digest,
    createdMs: now,
    openedMs: now,
    sizeBytes,
    sources: [],
    rows: 0,
    tags: 0,
    firstMs: 0,
    lastMs: 0,
    partial: false,
    handles: [],
    mapping: null,
  };
}

/** What a hosted plant tells of itself once it is open. @param name that the person gave it, if they did */
export const factsOf = (info: PlantInfo, name?: string): Partial<PlantRecord> => ({
  name: name ?? info.name,
  fingerprint: info.fingerprint,
  createdMs: info.createdMs,
  sources: info.sources.map((source) => ({ name: source.name, sizeBytes: source.bytes })),
  rows: info.rows,
  tags: info.tags.length,
  firstMs: info.firstMs,
  lastMs: info.endMs,
});
