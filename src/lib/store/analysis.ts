/**
 * What analyses found in a plant: a second sealed file beside the plant's own, written anew as a whole by each. The
 * names `anomalies`, `maintenance_events`, `model_predictions` and `analysis_meta` stand for it in every open plant.
 */

import { connectAnalysis, type AnalysisApi } from '$lib/rpc/analysis';
import type { AnalysisMeta, AnalysisPart, AnalysisRow } from '$lib/sql/analysis-tables';
import {
  analysisLock,
  copyAnalysis,
  newestAnalysis,
  plantKey,
  removeAnalyses,
  removeOutdated,
  sealedName,
} from './analysis-files';
import { hasOpfs } from './plant-files';

/** How the analysis worker is reached; tests give the implementation without a worker. */
export type ConnectAnalysis = () => { remote: Pick<AnalysisApi, 'write'>; dispose(): void };

/** Whether analyses go to files; there is no `navigator` in Node 20. */
const keepsFiles = async (): Promise<boolean> => globalThis.navigator !== undefined && hasOpfs();

type Listener = () => Promise<void>;

const CHANNEL = 'biogas-analysis-changed';
/** Where the browser keeps no files: for the rest of the session. */
const inMemory = new Map<string, File>();
const listeners = new Map<string, Set<Listener>>();
let channel: BroadcastChannel | null = null;

/** Hear of what other tabs keep; one channel for all open plants of this tab. */
function openChannel(): BroadcastChannel | null {
  if (channel || typeof BroadcastChannel === 'undefined') return channel;
  channel = new BroadcastChannel(CHANNEL);
  channel.onmessage = ({ data }: MessageEvent<string>) => void tell(data);
  // In Node an open channel would keep the process alive.
  (channel as { unref?: () => void }).unref?.();
  return channel;
}

async function tell(fingerprint: string): Promise<void> {
  await Promise.all([...(listeners.get(fingerprint) ?? [])].map((listener) => listener()));
}

/** This tab's open plants first, then the other tabs'. */
async function changed(fingerprint: string): Promise<void> {
  await tell(fingerprint);
  openChannel()?.postMessage(fingerprint);
}

/**
 * Be told when what is kept of a plant has changed, in this tab or another.
 * @returns stops it
 */
export function onAnalysisChanged(fingerprint: string, listener: Listener): () => void {
  openChannel();
  const all = listeners.get(fingerprint) ?? new Set();
  listeners.set(fingerprint, all.add(listener));
  return () => void all.delete(listener);
}

/** The sealed analysis file of a plant, null when nothing was analysed yet. */
export async function analysisFile(fingerprint: string): Promise<File | null> {
  const kept = inMemory.get(fingerprint);
  if (kept || !(await keepsFiles())) return kept ?? null;
  return (await newestAnalysis(fingerprint))?.file ?? null;
}

const locked = <T>(fingerprint: string, work: () => Promise<T>): Promise<T> =>
  globalThis.navigator?.locks ? navigator.locks.request(analysisLock(plantKey(fingerprint)), work) : work();

/**
 * Keep the rows of one part in place of those before; the other parts stay. When it resolves, the open plants of this
 * tab answer from it. One at a time for each plant; the file before stays whole until the new one is sealed.
 * @param rows at most some 100,000: they are in memory several times over
 * @throws AnalysisError when it cannot be written; what was kept before stays
 */
export async function saveAnalysis<P extends AnalysisPart>(
  fingerprint: string,
  part: P,
  rows: readonly AnalysisRow<P>[],
  meta: AnalysisMeta,
  connect: ConnectAnalysis = connectAnalysis as ConnectAnalysis,
): Promise<void> {
  await locked(fingerprint, async () => {
    const opfs = await keepsFiles();
    const newest = opfs ? await newestAnalysis(fingerprint) : null;
    const before = newest?.file ?? inMemory.get(fingerprint) ?? null;
    const sealed = opfs ? sealedName(fingerprint, (newest?.generation ?? 0) + 1) : null;
    const { remote, dispose } = connect();
    try {
      const request = { fingerprint, part, rows, meta, writtenMs: Date.now(), before, sealed };
      const file = await remote.write(request);
      if (sealed === null) inMemory.set(fingerprint, file);
    } finally {
      dispose();
    }
  });
  await changed(fingerprint);
  if (!inMemory.has(fingerprint)) await removeOutdated();
}

/**
 * Keep a sealed analysis file that came with a plant, in place of what was found here. Opening the plant checks whose it
 * is.
 */
export async function adoptAnalysis(fingerprint: string, file: File): Promise<void> {
  await locked(fingerprint, async () => {
    if (await keepsFiles()) await copyAnalysis(fingerprint, file);
    else inMemory.set(fingerprint, file);
  });
  await changed(fingerprint);
}

/** Forget all that was found in a plant. */
export async function forgetAnalysis(fingerprint: string): Promise<void> {
  inMemory.delete(fingerprint);
  if (await keepsFiles()) await locked(fingerprint, () => removeAnalyses(fingerprint));
  await changed(fingerprint);
}
