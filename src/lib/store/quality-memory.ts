import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import { NO_DECISIONS, type QualityDecisions } from '$lib/quality/decisions';
import { maskOf, NO_MASK, type QualityMask } from '$lib/quality/mask';
import type { QualityReport } from '$lib/quality/report';

/** A report, with what it was judged under. */
export interface KeptReport {
  report: QualityReport;
  /** Changes when it would come out otherwise: rules, limits or mapping. */
  basis: string;
}

interface Schema extends DBSchema {
  reports: { key: string; value: KeptReport };
  decisions: { key: string; value: QualityDecisions };
}

let opening: Promise<IDBPDatabase<Schema>> | null = null;

/** A database of its own, so that no other part has to agree on a version. Keys are fingerprints of plants. */
function database(): Promise<IDBPDatabase<Schema>> {
  opening ??= openDB<Schema>('biogas-analytics-quality', 1, {
    upgrade(db) {
      db.createObjectStore('reports');
      db.createObjectStore('decisions');
    },
    blocking: (_current, _blocked, event) => (event.target as IDBDatabase).close(),
    terminated: () => (opening = null),
  });
  return opening;
}

/** What was found in a plant's data when it was last judged, null when it never was. */
export async function readQualityReport(fingerprint: string): Promise<KeptReport | null> {
  return (await (await database()).get('reports', fingerprint)) ?? null;
}

/** Keep what was found. */
export async function saveQualityReport(fingerprint: string, kept: KeptReport): Promise<void> {
  await (await database()).put('reports', kept, fingerprint);
}

/** What a person decided about a plant's data. */
export async function readDecisions(fingerprint: string): Promise<QualityDecisions> {
  return (await (await database()).get('decisions', fingerprint)) ?? NO_DECISIONS;
}

/** Keep what a person decided; plain JSON, to be exported with the other notes on a plant. */
export async function saveDecisions(fingerprint: string, decisions: QualityDecisions): Promise<void> {
  await (await database()).put('decisions', decisions, fingerprint);
}

/**
 * What is kept from analysis of a plant: for detectors, forecasts and pages. Own spans alone when the data was not
 * judged yet; nothing when there are none either.
 */
export async function readMask(fingerprint: string): Promise<QualityMask> {
  const [kept, decisions] = await Promise.all([readQualityReport(fingerprint), readDecisions(fingerprint)]);
  const findings = kept?.report.findings ?? [];
  return findings.length + decisions.spans.length === 0 ? NO_MASK : maskOf(findings, decisions);
}
