export { autoencoder, type AutoencoderConfig } from './autoencoder';
export type * from './model-types';
export { vae, type VaeConfig } from './vae';
