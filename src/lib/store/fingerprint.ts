import { readSource } from './read-source';

const EDGE_BYTES = 64 * 1024;
const SAMPLE_BYTES = 4 * 1024;
const SAMPLES = 64;

const hex = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');

async function digest(parts: Uint8Array[]): Promise<Uint8Array> {
  const joined = new Uint8Array(parts.reduce((total, part) => total + part.length, 0));
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return new Uint8Array(await crypto.subtle.digest('SHA-256', joined));
}

/** Offsets [start, end) of what is hashed of a file: its head, its tail and blocks between, all of a small one. */
export function sampledRanges(sizeBytes: number): [number, number][] {
  const middle = sizeBytes - 2 * EDGE_BYTES;
  if (middle <= SAMPLES * SAMPLE_BYTES) return [[0, sizeBytes]];
  const step = middle / SAMPLES;
  const samples = Array.from({ length: SAMPLES }, (_, index): [number, number] => {
    const start = EDGE_BYTES + Math.floor(index * step);
    return [start, start + SAMPLE_BYTES];
  });
  return [[0, EDGE_BYTES], ...samples, [sizeBytes - EDGE_BYTES, sizeBytes]];
}

/** Of files asked for before: each is asked for when it is chosen and when it is imported, and 66 slices take the page's thread. */
const known = new WeakMap<File, Promise<string>>();

function knownFingerprint(file: File): Promise<string> {
  const print = known.get(file) ?? fingerprintOf(file);
  known.set(file, print);
  print.catch(() => known.delete(file));
  return print;
}

async function fingerprintOf(file: File): Promise<string> {
  const ranges = sampledRanges(file.size).map(([start, end]) => readSource(file, start, end));
  const size = new TextEncoder().encode(`${file.size} `);
  return hex(await digest([size, ...(await Promise.all(ranges))]));
}

/** The fingerprint of several exports from those of each, in whatever order. */
export async function joinFingerprints(each: readonly string[]): Promise<string> {
  if (each.length === 1) return each[0];
  return hex(await digest([new TextEncoder().encode([...each].sort().join(' '))]));
}

/** The fingerprint that a file had when it ended after `sizeBytes`. */
export const prefixFingerprint = (file: File, sizeBytes: number): Promise<string> =>
  fingerprintOf(new File([file.slice(0, sizeBytes)], file.name));

/**
 * What an export is known by again: a SHA-256 in hexadecimal over size and sampled bytes of each file. Names, dates
 * and the order of the files do not count. A change that misses every sample and keeps the size is not noticed.
 */
export async function fingerprint(files: readonly File[]): Promise<string> {
  return joinFingerprints(await Promise.all(files.map(knownFingerprint)));
}
