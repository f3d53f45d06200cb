import { expose } from 'comlink';
import type { LinkApi } from '$lib/rpc/link';
import { browserStorage } from '../sources/browser-storage';
import { createLink } from './link';

expose(createLink(browserStorage, (input, init) => fetch(input, init)) satisfies LinkApi);
