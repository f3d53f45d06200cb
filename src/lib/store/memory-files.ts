import type { PlantRecord } from './types';

/** A plant that lives only as long as this tab, because the browser has no private file system. */
export interface MemoryPlant {
  record: PlantRecord;
  file: File;
}

const plants = new Map<string, MemoryPlant>();

/** Keep a plant for the rest of the session. */
export function keepInMemory(plant: MemoryPlant): void {
  plants.set(plant.record.id, plant);
}

/** The plant kept under this id, null when there is none. */
export function memoryPlant(id: string): MemoryPlant | null {
  return plants.get(id) ?? null;
}

/** Records of all plants kept in memory. */
export function memoryRecords(): PlantRecord[] {
  return [...plants.values()].map(({ record }) => record);
}

/** Let a plant go. */
export function dropFromMemory(id: string): void {
  plants.delete(id);
}
