/** What the browser remembers of each sealed plant (IndexedDB); the plant file itself lies in OPFS. */
export interface PlantRecord {
  /** Name of the plant file, [a-z0-9-]. */
  id: string;
  /** What the person calls it. */
  name: string;
  /** '' for imported data, else shown on every page, for instance `simulated plant`. */
  label: string;
  fingerprint: string;
  createdMs: number;
  openedMs: number;
  sizeBytes: number;
  sources: { name: string; sizeBytes: number }[];
  rows: number;
  tags: number;
  firstMs: number;
  lastMs: number;
  /** True when only a part was imported (quick look or date range). */
  partial: boolean;
  /** The exports where the browser can remember them, for one-second zoom. */
  handles: FileSystemFileHandle[];
  /** Canonical tag -> tag as chosen by the person after import; null while the import's mapping stands. */
  mapping: Record<string, string> | null;
}
