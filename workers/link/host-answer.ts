/** How a host answered a request for the first bytes of a file. */
export interface FirstAnswer {
  status: number;
  /** `opaqueredirect` where it sends elsewhere. */
  type: string;
  contentRange: string | null;
  contentLength: string | null;
  contentEncoding: string | null;
  /** The first bytes as the browser hands them out, at most those asked for where ranges are answered. */
  bytes: Uint8Array;
}

/** How a host answered a HEAD request with a range, which is how the engine asks. */
export interface HeadAnswer {
  status: number;
  contentLength: string | null;
}

/** What stands in the way, and what can be done. */
export interface Obstacle {
  message: string;
  advice: string;
}

/** Bytes asked for at first. */
export const FIRST_BYTES = 4096;
const HOSTING = 'docs/hosting.md of this project shows how hosts are set up.';

/** Nothing came back: unreachable, or forbidden. A page cannot tell which, because browsers hide it. */
export const unreachable = (host: string, site: string): Obstacle => ({
  message: `${host} cannot be read from this page: it cannot be reached, or its answer lacks the header Access-Control-Allow-Origin for ${site}`,
  advice: `Open the address in a tab of its own: if it loads there, the host must send "Access-Control-Allow-Origin: ${site}" (or *). ${HOSTING}`,
});

/** The host answers, but not where a range is asked for. */
export const rangeRefused = (host: string): Obstacle => ({
  message: `${host} answers, but no request for a byte range: it packs the file on the way (header Content-Encoding), or its CORS rules do not allow the header Range`,
  advice: `Switch compression off for this file, and allow the header Range. ${HOSTING}`,
});

/** Why the file cannot be had at all by what the host answered first, null when it can. */
export function fetchObstacle({ status, type }: FirstAnswer, host: string): Obstacle | null {
  if (type === 'opaqueredirect' || (status >= 300 && status < 400))
    return {
      message: `${host} sends on to another address, which is not followed`,
      advice: 'Use the final address of the file in the link.',
    };
  if (status === 404 || status === 410)
    return { message: `${host} has no such file (${status})`, advice: 'Check the address in the link.' };
  if (status === 401 || status === 403)
    return {
      message: `${host} does not give this file out (${status})`,
      advice: 'It asks for a login, or the link has expired. Ask who sent it.',
    };
  if (status === 416) return { message: `the file at ${host} is empty`, advice: 'Upload it again.' };
  if (status >= 400)
    return { message: `${host} answered ${status}`, advice: 'Try again later, or ask who runs it.' };
  return null;
}

const HEADERS = 'It must answer requests for ranges with 206 and "Accept-Ranges: bytes".';

/** Where a range is packed on the way: its bytes are not those of the file. Null where it is not. */
export function packedOnTheWay(first: FirstAnswer, host: string): Obstacle | null {
  const { status, contentRange, contentLength, contentEncoding, bytes } = first;
  if (status !== 206) return null;
  const sent = rangeLength(contentRange) ?? Number(contentLength ?? bytes.length);
  const plain = contentEncoding === null || contentEncoding === 'identity';
  if (plain && sent === bytes.length) return null;
  return {
    message: `${host} packs the file on the way (header Content-Encoding${contentEncoding ? `: ${contentEncoding}` : ''}), which ranges cannot be read from`,
    advice: `Switch compression off for this file. ${HOSTING}`,
  };
}

/** Why a file cannot be read by ranges, null when it can. Names the header that is missing. */
export function rangeObstacle(
  { status }: FirstAnswer,
  head: HeadAnswer | null,
  host: string,
): Obstacle | null {
  const advice = `${HEADERS} ${HOSTING}`;
  if (status !== 206)
    return {
      message: `${host} does not answer requests for byte ranges (it sent ${status}, not 206, and no Accept-Ranges: bytes)`,
      advice,
    };
  if (head === null)
    return {
      message: `${host} does not allow HEAD requests from this page`,
      advice: `Allow the methods GET and HEAD in its CORS rules. ${HOSTING}`,
    };
  if (head.status !== 206)
    return {
      message: `${host} answers ${head.status} to a HEAD request with a range, not 206`,
      advice: `${HEADERS} ${HOSTING}`,
    };
  if (head.contentLength === null)
    return { message: `${host} does not send the header Content-Length`, advice: HOSTING };
  return null;
}

/** Bytes that a Content-Range speaks of, null when it is missing or hidden. */
function rangeLength(contentRange: string | null): number | null {
  const found = /^bytes (\d+)-(\d+)\//.exec(contentRange ?? '');
  return found && Number(found[2]) - Number(found[1]) + 1;
}

/** Size of the whole file by what the host answered first, null where it does not tell. */
export function wholeSize({
  status,
  contentRange,
  contentLength,
  contentEncoding,
}: FirstAnswer): number | null {
  const total = /\/(\d+)$/.exec(contentRange ?? '')?.[1];
  if (total !== undefined) return Number(total);
  // Of a packed body the length says nothing.
  return status === 200 && contentLength !== null && contentEncoding === null ? Number(contentLength) : null;
}
