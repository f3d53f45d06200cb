import type { LinkApi, Looked } from '$lib/rpc/link';
import { fileKind } from '$lib/sources/file-kind';
import { fileSink, memorySink, type SourceStorage } from '../sources/sink';
import {
  fetchObstacle,
  FIRST_BYTES,
  packedOnTheWay,
  rangeObstacle,
  rangeRefused,
  unreachable,
  wholeSize,
  type FirstAnswer,
  type HeadAnswer,
} from './host-answer';

type Fetch = typeof fetch;

/** Read at most so many bytes of a body, then let go of the rest. What cannot be unpacked ends it early. */
async function firstBytes(response: Response, most: number): Promise<Uint8Array> {
  const reader = response.body?.getReader();
  const parts: Uint8Array[] = [];
  let size = 0;
  while (reader && size <= most) {
    const part = await orNull(reader.read());
    if (!part || part.done) break;
    parts.push(part.value);
    size += part.value.length;
  }
  await reader?.cancel().catch(() => undefined);
  const bytes = new Uint8Array(size);
  parts.reduce((at, part) => (bytes.set(part, at), at + part.length), 0);
  return bytes;
}

async function askFirst(fetching: Fetch, url: string): Promise<FirstAnswer> {
  const range = `bytes=0-${FIRST_BYTES - 1}`;
  const response = await fetching(url, {
    headers: { Range: range },
    redirect: 'manual',
    credentials: 'omit',
    cache: 'no-store',
  });
  const header = (name: string) => response.headers.get(name);
  return {
    status: response.status,
    type: response.type,
    contentRange: header('Content-Range'),
    contentLength: header('Content-Length'),
    contentEncoding: header('Content-Encoding'),
    bytes: await firstBytes(response, FIRST_BYTES),
  };
}

async function askHead(fetching: Fetch, url: string): Promise<HeadAnswer | null> {
  const headers = { Range: 'bytes=0-' };
  const response = await orNull(fetching(url, { method: 'HEAD', headers, credentials: 'omit' }));
  return response && { status: response.status, contentLength: response.headers.get('Content-Length') };
}

/** Null where the browser got no answer, or one that it hides. */
const orNull = <T>(asked: Promise<T>): Promise<T | null> =>
  asked.catch((error: unknown) => {
    if (error instanceof TypeError) return null;
    throw error;
  });

/**
 * The link worker's work.
 * @param storage  where downloads go
 * @param fetching of the worker
 */
export function createLink(storage: SourceStorage, fetching: Fetch): LinkApi {
  async function look(url: string, site: string): Promise<Looked> {
    const { host } = new URL(url);
    const first = await orNull(askFirst(fetching, url));
    if (!first) {
      // Browsers hide why a request failed. One without a range tells whether the range is to blame.
      const plain = await orNull(fetching(url, { method: 'HEAD', redirect: 'manual', credentials: 'omit' }));
      if (!plain?.ok) return { kind: 'obstacle', ...unreachable(host, site), whole: null };
      return { kind: 'obstacle', ...rangeRefused(host), whole: 0 };
    }
    const obstacle = fetchObstacle(first, host);
    if (obstacle) return { kind: 'obstacle', ...obstacle, whole: null };
    const packed = packedOnTheWay(first, host);
    if (packed) return { kind: 'obstacle', ...packed, whole: 0 };
    if (fileKind(first.bytes).kind !== 'duckdb') return { kind: 'file', sizeBytes: wholeSize(first) };
    const head = await askHead(fetching, url);
    const inTheWay = rangeObstacle(first, head, host);
    if (inTheWay) return { kind: 'obstacle', ...inTheWay, whole: wholeSize(first) ?? 0 };
    return { kind: 'database', sizeBytes: Number(head?.contentLength) };
  }

  async function download(
    url: string,
    copy: string | null,
    onProgress: (bytes: number) => void,
  ): Promise<File | null> {
    const response = await fetching(url, { redirect: 'error', credentials: 'omit' });
    if (!response.ok || !response.body) throw new Error(`${new URL(url).host} answered ${response.status}`);
    const sink = copy === null ? memorySink('download') : fileSink(await storage.openCopy(copy));
    const reader = response.body.getReader();
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      sink.write(part.value);
      onProgress(sink.size);
    }
    return sink.finish();
  }

  return { look, download };
}
