import { sha256 } from '$lib/models/weights-file';
import type { TrainingData, TrainingOrder } from '$lib/models/training-order';

/** A hash of what is trained on which readings: a checkpoint of something else is not gone on with. */
export async function hashOf(order: TrainingOrder, data: TrainingData): Promise<string> {
  const parts = [JSON.stringify(order), String(data.startMs)];
  const { labels } = data;
  const all = labels ? [...data.columns, labels.starts, labels.classes] : data.columns;
  for (const { buffer, byteOffset, byteLength } of all)
    parts.push(await sha256(new Uint8Array(buffer as ArrayBuffer, byteOffset, byteLength)));
  return sha256(new TextEncoder().encode(parts.join()));
}
