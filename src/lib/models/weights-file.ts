import type { WeightLayout } from '../learn/models/model-types';
import { ModelFileError } from './errors';
import type { ModelFile, ModelManifest } from './manifest';

/** SHA-256 of bytes, hexadecimal. */
export async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Bytes of a flat weight vector: float32, little-endian. */
export function weightBytes(weights: Float32Array): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(weights.length * 4);
  const view = new DataView(bytes.buffer);
  weights.forEach((weight, at) => view.setFloat32(at * 4, weight, true));
  return bytes;
}

/** What `model.json` says of a file. */
export async function describeFile(file: string, bytes: Uint8Array<ArrayBuffer>): Promise<ModelFile> {
  return { file, bytes: bytes.length, sha256: await sha256(bytes) };
}

const ADVICE =
  'Load it again from where it came from, or train the model anew; other models and what was trained before are kept.';

/**
 * Weights of a file, checked against its manifest and the model's layout.
 * @returns shape [layout.padded]
 * @throws ModelFileError that says what is wrong: size, hash, numbers
 */
export async function readWeights(
  bytes: Uint8Array<ArrayBuffer>,
  manifest: Pick<ModelManifest, 'name' | 'weights'>,
  layout: Pick<WeightLayout, 'padded'>,
): Promise<Float32Array> {
  const { name, weights } = manifest;
  const wrong = (what: string) =>
    new ModelFileError(`the weights of the ${name} are damaged: ${what}`, ADVICE);
  if (bytes.length !== weights.bytes) throw wrong(`${bytes.length} bytes, ${weights.bytes} were written`);
  if (weights.bytes !== layout.padded * 4)
    throw wrong(`${weights.bytes / 4} numbers, the model has ${layout.padded}`);
  if ((await sha256(bytes)) !== weights.sha256)
    throw wrong('their hash is not the one they were written with');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const found = Float32Array.from({ length: layout.padded }, (_, at) => view.getFloat32(at * 4, true));
  if (!found.every(Number.isFinite)) throw wrong('not all of them are numbers');
  return found;
}
