import type { BuiltModel, ModelName } from '../learn/models/model-types';
import { ModelFileError } from './errors';

export type ModelConfig = Record<string, number | number[]>;

/** Default configuration of a model. Its code is loaded when it is first asked for. */
export async function defaultConfig(name: ModelName): Promise<ModelConfig> {
  return { ...(await definitionOf(name)).defaults } as unknown as ModelConfig;
}

/** A model of a configuration. @throws ModelFileError when it cannot be built */
export async function buildModel(name: ModelName, config: ModelConfig): Promise<BuiltModel> {
  const definition = await definitionOf(name);
  const build = definition.build as (config: unknown) => BuiltModel;
  try {
    return build({ ...definition.defaults, ...config });
  } catch (cause) {
    const text = cause instanceof Error ? cause.message : String(cause);
    throw new ModelFileError(`the ${name} cannot be built: ${text}`, '', { cause });
  }
}

async function definitionOf(name: ModelName) {
  switch (name) {
    case 'autoencoder':
      return (await import('../learn/models/autoencoder')).autoencoder;
    case 'vae':
      return (await import('../learn/models/vae')).vae;
    case 'forecaster':
      return (await import('../learn/models/forecaster')).forecaster;
    case 'fault-classifier':
      return (await import('../learn/models/fault-classifier')).faultClassifier;
  }
  name satisfies never;
}
