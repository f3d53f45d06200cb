// Turns hours of a plant into CSV bytes: gets {index, block}, answers {index, bytes}.
import { parentPort, workerData } from 'node:worker_threads';
import { register } from 'tsx/esm/api';

register();
const simulator = new URL('../../src/lib/simulator/', import.meta.url);
const { csvRows } = await import(new URL('csv.ts', simulator).href);
const { renderBlock } = await import(new URL('render.ts', simulator).href);

parentPort.on('message', ({ index, block }) => {
  const bytes = csvRows(renderBlock(workerData.config, block, workerData.everySeconds));
  parentPort.postMessage({ index, bytes }, [bytes.buffer]);
});
parentPort.postMessage({ ready: true });
