import { proxy } from 'comlink';
import {
  connectImporter,
  type ImportProgress,
  type ImportRequest,
  type ImportResult,
} from '$lib/rpc/importer';
import { clearUnfinished, removePlant } from '$lib/store/plant-files';

/** An import under way. */
export interface ImportRun {
  /** Rejects with AbortError after `cancel`. */
  result: Promise<ImportResult>;
  /** End it; settles once everything it wrote is gone. */
  cancel(): Promise<void>;
}

/** The screen stays on while the import runs, where the browser can and the page is in front. */
async function keepAwake(): Promise<() => void> {
  try {
    const lock = await navigator.wakeLock?.request('screen');
    return () => void lock?.release();
  } catch (error) {
    // Refused on low battery or in a hidden tab: the import runs all the same.
    if (error instanceof DOMException) return () => {};
    throw error;
  }
}

/** Whoever presses at once should not share the processor with an engine that warms up. */
const LOOKS_MS = 800;

/** An importer that is started while a person looks at what was understood: its engine takes seconds. */
let ahead: ReturnType<typeof connectImporter> | null = null;
let starting: ReturnType<typeof setTimeout> | undefined;

/** Start an importer soon, for an import that is likely to come. A failure shows when the import is started. */
export function prepareImport(): void {
  discardPrepared();
  starting = setTimeout(() => {
    const own = (ahead = connectImporter());
    own.remote.prepare().catch(() => {
      if (ahead === own) discardPrepared();
    });
  }, LOOKS_MS);
}

/** No import comes. */
export function discardPrepared(): void {
  clearTimeout(starting);
  ahead?.dispose();
  ahead = null;
}

function takeImporter(): ReturnType<typeof connectImporter> {
  clearTimeout(starting);
  const taken = ahead ?? connectImporter();
  ahead = null;
  return taken;
}

/** Start an import in a worker of its own. It holds the Web Lock `import:<id>` until it is over. */
export function startImport(
  request: ImportRequest,
  onProgress: (progress: ImportProgress) => void,
): ImportRun {
  const connection = takeImporter();
  let cancelled = false;
  const work = async () => {
    const letSleep = await keepAwake();
    try {
      return await connection.remote.importPlant(request, proxy(onProgress));
    } catch (error) {
      if (cancelled) throw new DOMException('the import was cancelled', 'AbortError');
      throw error;
    } finally {
      letSleep();
      connection.dispose();
      if (request.target === 'opfs') await clearUnfinished(request.id);
    }
  };
  const result = navigator.locks.request(`import:${request.id}`, work) as Promise<ImportResult>;
  return {
    result,
    async cancel() {
      cancelled = true;
      connection.dispose();
      await result.catch(() => undefined);
      // It may have come to its end in the very moment.
      if (request.target === 'opfs') await removePlant(request.id);
    },
  };
}
