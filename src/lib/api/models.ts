import { ok, type ApiResponse } from './http';

/** The four models of the old platform; none is ready before it was trained and measured. */
const MODELS = {
  lstm_forecaster: 'CH4, CO2, flow and energy of the next 24 hours',
  autoencoder: 'anomalies by reconstruction error',
  cnn_lstm: 'normal operation or which fault',
  vae: 'rare events by a probabilistic score',
} as const;

/** GET /api/ml/model-status. @param ready names of the models that can be run */
export function modelStatus(ready: readonly string[] = []): ApiResponse {
  const models = Object.entries(MODELS).map(([name, purpose]) => {
    const available = ready.includes(name);
    return [name, { available, status: available ? 'ready' : 'not trained', purpose }];
  });
  return ok({
    models: Object.fromEntries(models),
    available_count: models.filter(([name]) => ready.includes(name as string)).length,
    total_count: models.length,
  });
}
