export { autoencoder, type AutoencoderConfig } from './autoencoder';
export { faultClassifier, type FaultClassifierConfig } from './fault-classifier';
export { forecaster, type ForecasterConfig } from './forecaster';
export type * from './model-types';
export { vae, type VaeConfig } from './vae';
