import { adoptAnalysis } from '$lib/store/analysis';
import type { PlantRecord } from '$lib/store/types';
import { importWorkspace } from '$lib/store/workspace';
import type { BesidePlant } from './open-files';

/**
 * Keep what an export of ours holds beside its plant.
 * @returns the plant's record, with the name and mapping that the person had given it
 * @throws WorkspaceError when what was added cannot be read
 */
export async function takeBeside(record: PlantRecord, beside: BesidePlant): Promise<PlantRecord> {
  const { fingerprint } = record;
  if (beside.analysis) await adoptAnalysis(fingerprint, beside.analysis);
  if (!beside.workspace) return record;
  const { plant, samePlant } = await importWorkspace(await beside.workspace.text(), fingerprint);
  return samePlant ? { ...record, name: plant.name, mapping: plant.mapping } : record;
}
