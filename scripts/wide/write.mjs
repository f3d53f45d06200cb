import { existsSync } from 'node:fs';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { wideChunks } from './csv.mjs';

/** Raised whenever the generator's bytes change, so that cached files are written again. */
const VERSION = 1;
const cacheFolder = fileURLToPath(new URL('../../.cache/wide', import.meta.url));

/**
 * Write the wide file, one chunk in memory at a time; resolves to its size in bytes. It appears under its name
 * only when complete.
 */
export async function writeWide({ out, ...options }) {
  const unfinished = `${out}.${process.pid}.part`;
  await mkdir(dirname(out), { recursive: true });
  const file = await open(unfinished, 'w');
  let sizeBytes = 0;
  try {
    for (const chunk of wideChunks(options)) {
      await file.appendFile(chunk);
      sizeBytes += chunk.length;
    }
    await file.close();
    await rename(unfinished, out);
  } catch (error) {
    await file.close();
    await rm(unfinished, { force: true });
    throw error;
  }
  return sizeBytes;
}

/** Path of the wide file of so many rows, written at the first call and reused by later ones. */
export async function ensureWide({ rows, seed = 1, dir = cacheFolder }) {
  const path = join(dir, `wide-v${VERSION}-${rows}-seed${seed}.csv`);
  if (!existsSync(path)) await writeWide({ rows, seed, out: path });
  return path;
}
