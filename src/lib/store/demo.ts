import type { DemoIndex } from './demo-types';
import type { PlantRecord } from './types';

/** Id of the simulated plant that comes with the site; it lies on the site, not in the browser's private files. */
export const DEMO_ID = 'simulated-plant';

/**
 * The simulated plant of this site, null when the site was built without it.
 * @param site address of the site, ending in /
 */
export async function readDemo(site: string): Promise<DemoIndex | null> {
  const response = await fetch(new URL('demo/demo.json', site)).catch((error: unknown) => {
    // Without network, and not seen before.
    if (error instanceof TypeError) return null;
    throw error;
  });
  if (!response?.ok || !response.headers.get('Content-Type')?.includes('json')) return null;
  return (await response.json()) as DemoIndex;
}

/** Address of the simulated plant's file. */
export const demoUrl = (site: string): string => new URL('demo/plant.duckdb', site).href;

/** The simulated plant as a record, for `PlantState.open`; it is not kept among the person's plants. */
export function demoRecord({ name, sizeBytes, firstMs, lastMs, tags }: DemoIndex): PlantRecord {
  return {
    id: DEMO_ID,
    name,
    label: 'simulated plant',
    fingerprint: DEMO_ID,
    createdMs: lastMs,
    openedMs: Date.now(),
    sizeBytes,
    sources: [],
    rows: 0,
    tags,
    firstMs,
    lastMs,
    partial: false,
    handles: [],
    mapping: null,
  };
}
