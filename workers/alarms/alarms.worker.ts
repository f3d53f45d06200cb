import { expose } from 'comlink';
import type { AlarmsApi } from '$lib/rpc/alarms';
import { createAlarms } from './alarms';

expose(createAlarms() satisfies AlarmsApi);
