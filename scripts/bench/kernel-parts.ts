export { planSource } from '$lib/ingest/plan';
export { rollUpText } from '$lib/ingest/rollup-text';
export { readRows } from '$lib/ingest/read-rows';
export { scanSlice } from '$lib/ingest/scan';
export { createKernel } from '../../workers/kernel/rollup-kernel';
export { rollUpByReadCsv } from '../../workers/ingest/read-csv';
