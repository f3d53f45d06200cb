import { DEFAULT_MACHINES, type MachineSettings } from '$lib/store/machine-settings';
import type { KeptForecast } from '$lib/store/forecast-types';
import type { Plant } from '$lib/store/plant-types';
import type { AlarmService } from './alarm-service';
import { acknowledge, alerts } from './alerts';
import { anomalies } from './anomalies';
import { blower, compressor } from './equipment';
import { forecast } from './forecast';
import { composition } from './gas';
import { health } from './health';
import { ApiError, failed, type ApiRequest, type ApiResponse } from './http';
import { predictions } from './maintenance';
import { modelStatus, type ModelsInUse } from './models';
import { periodOf } from './period';
import { query } from './query';
import { summary } from './summary';
import { gasTrends, trends } from './trends';

/** What a person said of a plant, as far as answers depend on it. */
export interface Said {
  machines(plant: Plant): Promise<MachineSettings>;
  /** Versions in use of the models trained on a plant. */
  models(plant: Plant): Promise<ModelsInUse>;
  /** Forecasts that were made of a plant, those that knew most first. */
  forecasts(plant: Plant): Promise<KeptForecast[]>;
  /** Null where nobody judges alarms. */
  alarms: AlarmService | null;
}

const NOTHING_SAID: Said = {
  machines: async () => DEFAULT_MACHINES,
  models: async () => [],
  forecasts: async () => [],
  alarms: null,
};

interface Asked {
  plant: Plant;
  params: URLSearchParams;
  said: Said;
  /** Part of the path that the endpoint leaves open, '' without one. */
  id: string;
  body: unknown;
}

type Endpoint = (asked: Asked) => Promise<ApiResponse> | ApiResponse;

const over = ({ plant, params }: Asked) => periodOf(params, plant.info.endMs);

/** By method and path; `{id}` stands for one part of a path. */
const ENDPOINTS: Record<string, Endpoint> = {
  'GET /api/health': ({ plant }) => health(plant, Date.now()),
  'GET /api/system/summary': (asked) => summary(asked.plant, over(asked)),
  'GET /api/system/trends': (asked) => trends(asked.plant, over(asked)),
  'GET /api/gas/composition': (asked) => composition(asked.plant, over(asked)),
  'GET /api/gas/trends': (asked) => gasTrends(asked.plant, over(asked)),
  'GET /api/equipment/compressor': async (asked) =>
    compressor(asked.plant, over(asked), await asked.said.machines(asked.plant)),
  'GET /api/equipment/blower': (asked) => blower(asked.plant, over(asked)),
  'GET /api/alerts': (asked) =>
    alerts(asked.plant, over(asked), asked.params.get('severity'), asked.said.alarms),
  'POST /api/alerts/{id}/acknowledge': ({ plant, id, body, said }) =>
    acknowledge(plant, id, body, said.alarms),
  'GET /api/anomalies': (asked) => anomalies(asked.plant, over(asked), asked.params.get('severity')),
  'GET /api/forecast': async ({ plant, params, said }) =>
    forecast(plant, params, await said.forecasts(plant)),
  'GET /api/maintenance/predictions': ({ plant }) => predictions(plant),
  'GET /api/ml/model-status': async ({ plant, said }) => modelStatus(await said.models(plant)),
  'GET /api/query': ({ plant, params }) => query(plant, params.get('sql')),
};

/** Endpoints as `METHOD /path`. */
export const ENDPOINT_NAMES = Object.keys(ENDPOINTS);

export const NO_PLANT = 'no plant is open: open one in a tab of this site, then ask again';

/** The endpoint of a request and what it leaves open in the path; null when there is none. */
function findEndpoint(name: string): { endpoint: Endpoint; id: string } | null {
  for (const [pattern, endpoint] of Object.entries(ENDPOINTS)) {
    const [before, after] = pattern.split('{id}');
    if (after === undefined ? name === pattern : name.startsWith(before) && name.endsWith(after)) {
      const id = after === undefined ? '' : name.slice(before.length, name.length - after.length);
      if (after === undefined || /^[^/]+$/.test(id)) return { endpoint, id };
    }
  }
  return null;
}

/** Answer one request from the open plant; failures are answers too: 400, 404 and 503 in words, 500 with what went wrong. */
export async function answer(
  request: ApiRequest,
  plant: Plant | null,
  said: Said = NOTHING_SAID,
): Promise<ApiResponse> {
  const name = `${request.method.toUpperCase()} ${request.path.replace(/\/$/, '')}`;
  const found = findEndpoint(name);
  if (!found) return failed(404, `there is no ${name}; there are ${ENDPOINT_NAMES.join(', ')}`);
  if (!plant) return failed(503, NO_PLANT);
  try {
    const { search, body } = request;
    return await found.endpoint({ plant, params: new URLSearchParams(search), said, id: found.id, body });
  } catch (error) {
    if (error instanceof ApiError) return failed(error.status, error.message);
    return failed(500, error instanceof Error ? error.message : String(error));
  }
}
