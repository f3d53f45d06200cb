import type { EncodedGraph, Provider } from '../../learn/models/model-types';
import { DeviceLostError, ModelFileError } from '../errors';
import type { Tensors } from '../runtime';
import type { Ort, OrtSession, OrtTensor } from './ort-types';

/** Creating two sessions at once crashes (onnxruntime #32561): one after the other. */
let creating: Promise<unknown> = Promise.resolve();

/** Open a graph. @param onDevice outputs that stay on the graphics device */
export function openSession(
  ort: Ort,
  graph: EncodedGraph,
  provider: Provider,
  onDevice: readonly string[] = [],
): Promise<OrtSession> {
  const locations = graph.outputs.map(({ name }): [string, 'gpu-buffer' | 'cpu'] => [
    name,
    onDevice.includes(name) ? 'gpu-buffer' : 'cpu',
  ]);
  const mine = creating.then(() =>
    ort.InferenceSession.create(graph.bytes, {
      executionProviders: [provider],
      ...(provider === 'webgpu' && { preferredOutputLocation: Object.fromEntries(locations) }),
    }),
  );
  creating = mine.catch(() => undefined);
  return mine.catch((cause: unknown) => {
    throw (
      deviceError(cause) ??
      new ModelFileError(`the model's graph cannot be opened: ${text(cause)}`, '', { cause })
    );
  });
}

/** CPU tensors of named arrays, by a graph's shapes. */
export function tensorsOf(ort: Ort, graph: EncodedGraph, arrays: Tensors): Record<string, OrtTensor> {
  const wanted = graph.inputs.filter(({ name }) => name in arrays);
  return Object.fromEntries(
    wanted.map(({ name, shape }) => [name, new ort.Tensor('float32', arrays[name], shape)]),
  );
}

/**
 * Run a session.
 * @param lost rejects when the graphics device is gone: a run that was waiting for it may never end
 * @throws DeviceLostError
 */
export async function runSession(
  session: OrtSession,
  feeds: Record<string, OrtTensor>,
  lost: Promise<never> | null = null,
): Promise<Record<string, OrtTensor>> {
  try {
    return await (lost ? Promise.race([session.run(feeds), lost]) : session.run(feeds));
  } catch (cause) {
    throw deviceError(cause) ?? cause;
  }
}

const text = (cause: unknown): string => (cause instanceof Error ? cause.message : String(cause));

/** The error that says that the device is gone; null when it is another. */
export function deviceError(cause: unknown): DeviceLostError | null {
  if (cause instanceof DeviceLostError) return cause;
  return /device (is|was) ?(already )?(lost|destroyed)|lost device|device lost|DXGI_ERROR_DEVICE|mapAsync|GPUDevice/i.test(
    text(cause),
  )
    ? new DeviceLostError('the graphics device went away while a model was on it', { cause })
    : null;
}

/**
 * `lost` rejects when the device that ort runs on goes away; null for WASM. It is wrapped, as an async function that
 * gave the promise itself would wait for it.
 */
export async function watchDevice(ort: Ort, provider: Provider): Promise<{ lost: Promise<never> | null }> {
  if (provider === 'wasm') return { lost: null };
  const device = (await ort.env.webgpu.device) as unknown as { lost: Promise<{ message: string }> };
  const lost = device.lost.then(({ message }): never => {
    throw new DeviceLostError(
      `the graphics device went away while a model was on it${message ? `: ${message}` : ''}`,
    );
  });
  lost.catch(() => undefined);
  return { lost };
}
