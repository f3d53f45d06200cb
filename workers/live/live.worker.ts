import { expose } from 'comlink';
import type { LiveApi } from '$lib/rpc/live';
import { hearBroker } from './broker';
import { createLive } from './live';
import { openLiveFile } from './live-file';

expose(createLive(openLiveFile, hearBroker) satisfies LiveApi);
