import type { PlanChoices } from '$lib/ingest/plan-choices';
import type { KnownSource } from '$lib/sources/continuation';

/** An export that a plant was made of. What is missing was not yet kept when the plant was imported. */
export interface RecordedSource extends KnownSource {
  /** Choices under which it was read, for the next export of this kind. */
  choices?: PlanChoices;
}

/** What the browser remembers of each sealed plant (IndexedDB); the plant file itself lies in OPFS. */
export interface PlantRecord {
  /** Name of the plant file, [a-z0-9-]. */
  id: string;
  /** Address of a hosted plant, which is read where it lies; absent where the file is in this browser. */
  url?: string;
  /** What the person calls it. */
  name: string;
  /** '' for imported data, else shown on every page, for instance `simulated plant`. */
  label: string;
  fingerprint: string;
  createdMs: number;
  openedMs: number;
  sizeBytes: number;
  sources: RecordedSource[];
  rows: number;
  tags: number;
  firstMs: number;
  lastMs: number;
  /** True when only a part was imported (quick look or date range). */
  partial: boolean;
  /** The exports where the browser can remember them, for one-second zoom: one for each source without a copy. */
  handles: FileSystemFileHandle[];
  /** Names of the unpacked copies that are kept with the plant, by source; null where there is none. Absent: none at all. */
  copies?: (string | null)[];
  /** Canonical tag -> tag as chosen by the person after import; null while the import's mapping stands. */
  mapping: Record<string, string> | null;
}
