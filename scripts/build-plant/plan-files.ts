import { openAsBlob, statSync } from 'node:fs';
import { basename } from 'node:path';
import * as parquetWasm from 'parquet-wasm/node';
import { planSource } from '../../src/lib/ingest/plan';
import type { SourcePlan } from '../../src/lib/ingest/types';
import { planParquet } from '../../src/lib/sources/parquet-plan';
import { wholeObstacle } from '../../src/lib/sql/whole-rollup';
import type { ParquetLibrary } from '../../workers/sources/parquet/library';
import { ParquetSource } from '../../workers/sources/parquet/parquet-source';
import { sampleParquet } from '../../workers/sources/parquet/sample';

const HEAD_BYTES = 512 << 10;
const TAIL_BYTES = 256 << 10;

/** An export with the plan under which it is read. */
export interface PlannedFile {
  path: string;
  /** Backed by the file on the disk: nothing is read before it is asked for. */
  file: File;
  plan: SourcePlan;
}

/** What cannot be built, in words. */
export class BuildError extends Error {
  override name = 'BuildError';
}

/** A file of the disk as the page has it. */
export async function openFile(path: string): Promise<File> {
  const blob = await openAsBlob(path);
  return new File([blob], basename(path), { lastModified: statSync(path).mtimeMs });
}

const bytesOf = async (blob: Blob) => new Uint8Array(await blob.arrayBuffer());

async function planOf(file: File, zone: string): Promise<SourcePlan> {
  if (file.name.toLowerCase().endsWith('.parquet')) {
    const source = await ParquetSource.open(parquetWasm as unknown as ParquetLibrary, file);
    return planParquet(file.name, file.size, await sampleParquet(source), { zone });
  }
  const head = await bytesOf(file.slice(0, HEAD_BYTES));
  const tail = await bytesOf(file.slice(Math.max(HEAD_BYTES, file.size - TAIL_BYTES)));
  return planSource({ fileName: file.name, sizeBytes: file.size, head, tail }, { zone });
}

/**
 * Understand an export by the same rules as the page.
 * @throws BuildError when it cannot be rolled up by SQL; PlanError when it is no export
 */
export async function planFile(path: string, zone: string): Promise<PlannedFile> {
  const file = await openFile(path);
  const plan = await planOf(file, zone);
  const obstacle = wholeObstacle(plan);
  if (obstacle) throw new BuildError(`"${path}": ${obstacle}. The page itself imports it`);
  return { path, file, plan };
}

/** Files that hold the same tags in the same time would count twice. @throws BuildError that names two of them */
export function checkOverlap(files: readonly PlannedFile[]): void {
  const spans = files
    .flatMap(({ path, plan }) =>
      plan.firstTimeMs === null || plan.lastTimeMs === null
        ? []
        : [
            {
              path,
              plan,
              from: Math.min(plan.firstTimeMs, plan.lastTimeMs),
              to: Math.max(plan.firstTimeMs, plan.lastTimeMs),
            },
          ],
    )
    .sort((a, b) => a.from - b.from);
  spans.forEach((span, at) => {
    const tags = new Set(span.plan.columns.map(({ tag }) => tag).filter(Boolean));
    for (const other of spans.slice(at + 1)) {
      if (other.from >= span.to) break;
      if (other.plan.columns.some(({ tag }) => tags.has(tag)))
        throw new BuildError(
          `"${span.path}" and "${other.path}" hold the same sensors at the same time; leave one out, or import both in the page, which finds rows that are there twice`,
        );
    }
  });
}
