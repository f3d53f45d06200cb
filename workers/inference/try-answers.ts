import type { BuiltModel, Provider } from '$lib/learn/models/model-types';
import type { DeviceTrial } from '$lib/models/device';
import { GOLDEN_SEED, goldenInputs } from '$lib/models/golden';
import { runTrial, type Tried } from '$lib/models/trial';
import type { Devices } from '../training/choose-device';

/** Time a batch of drawn inputs on both devices. */
export function tryAnswers(
  host: Devices,
  { model, flat, batch }: { model: BuiltModel; flat: Float32Array; batch: number },
): Promise<DeviceTrial> {
  const on = (provider: Provider) => async (): Promise<Tried> => {
    const answerer = await (await host.loadRuntime(provider)).openAnswerer(model, batch, flat);
    const inputs = goldenInputs(answerer.graph.inputs, GOLDEN_SEED);
    const [first] = answerer.graph.outputs;
    return {
      run: async () => (await answerer.run(inputs))[first.name],
      dispose: () => answerer.dispose(),
    };
  };
  return runTrial(on('wasm'), on('webgpu'), Date.now());
}
