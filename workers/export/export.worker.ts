import { expose } from 'comlink';
import type { ExportApi } from '$lib/rpc/export';
import { createExport } from './export';
import { loadWriter } from './load-writer';

expose(createExport(loadWriter) satisfies ExportApi);
