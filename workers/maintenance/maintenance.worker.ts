import { expose } from 'comlink';
import { LIFE_MODEL } from '$lib/maintenance/life-model-data';
import type { MaintenanceApi } from '$lib/rpc/maintenance';
import { createMaintenance } from './maintenance';

expose(createMaintenance(LIFE_MODEL) satisfies MaintenanceApi);
