import { createDatabase } from '../../../workers/database/database';
import type { DatabaseApi } from '$lib/rpc/database';
import { openPlant } from '$lib/store/plant';
import type { PlantConnectors } from '$lib/store/plant-remotes';
import type { Plant } from '$lib/store/plant-types';
import { nodeEngine } from '../workers/database/node-engine';
import { attachTestPlant, TEST_MAPPING } from '../workers/database/test-plant';

function asynchronous(api: DatabaseApi) {
  return new Proxy(api, {
    get:
      (target, key) =>
      async (...args: unknown[]) =>
        (Reflect.get(target, key) as (...a: unknown[]) => unknown)(...args),
  }) as unknown as ReturnType<PlantConnectors['database']>['remote'];
}

const connectors: PlantConnectors = {
  database: () => ({
    remote: asynchronous(createDatabase(nodeEngine(), attachTestPlant)),
    dispose: () => {},
  }),
  raw: () => {
    throw new Error('not wanted here');
  },
};

/** The test plant, opened as in the browser but without workers. */
export const openTestPlant = (): Promise<Plant> =>
  openPlant({ kind: 'url', url: 'test' }, { mapping: TEST_MAPPING }, connectors);
