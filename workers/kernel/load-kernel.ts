import kernelUrl from './kernel.wasm?url';
import { createKernel, type Kernel } from './rollup-kernel';

/** The byte kernel of this site, 10 kB. */
export async function loadKernel(): Promise<Kernel> {
  return createKernel(await (await fetch(kernelUrl)).arrayBuffer());
}
