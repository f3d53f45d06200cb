import type { Plant } from '$lib/store/plant-types';
import { health } from './health';
import { ApiError, failed, type ApiRequest, type ApiResponse } from './http';
import { periodOf } from './period';
import { query } from './query';
import { summary } from './summary';
import { trends } from './trends';

type Endpoint = (plant: Plant, params: URLSearchParams) => Promise<ApiResponse>;

const endpoints: Record<string, Endpoint> = {
  'GET /api/health': (plant) => health(plant, Date.now()),
  'GET /api/system/summary': (plant, params) => summary(plant, periodOf(params, plant.info.endMs)),
  'GET /api/system/trends': (plant, params) => trends(plant, periodOf(params, plant.info.endMs)),
  'GET /api/query': (plant, params) => query(plant, params.get('sql')),
};

export const NO_PLANT = 'no plant is open: open one in a tab of this site, then ask again';

/** Answer one request from the open plant; failures are answers too: 400, 404 and 503 in words, 500 with what went wrong. */
export async function answer(request: ApiRequest, plant: Plant | null): Promise<ApiResponse> {
  const name = `${request.method.toUpperCase()} ${request.path.replace(/\/$/, '')}`;
  if (!Object.hasOwn(endpoints, name))
    return failed(404, `there is no ${name}; there are ${Object.keys(endpoints).join(', ')}`);
  if (!plant) return failed(503, NO_PLANT);
  try {
    return await endpoints[name](plant, new URLSearchParams(request.search));
  } catch (error) {
    if (error instanceof ApiError) return failed(error.status, error.message);
    return failed(500, error instanceof Error ? error.message : String(error));
  }
}
