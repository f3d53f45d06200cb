/** First and last byte of a range that is asked for; null for none, and for one that cannot be met. */
export function rangeOf(header: string | null, sizeBytes: number): { first: number; last: number } | null {
  const [, from, to] = /^bytes=(\d*)-(\d*)$/.exec(header ?? '') ?? [];
  if (from === undefined || (from === '' && to === '')) return null;
  const first = from === '' ? Math.max(sizeBytes - Number(to), 0) : Number(from);
  const last = from === '' || to === '' ? sizeBytes - 1 : Math.min(Number(to), sizeBytes - 1);
  return first <= last ? { first, last } : null;
}

/**
 * A kept file as a host would answer it: whole or by a range, with or without body.
 * @param body of the whole file
 */
export function answerFromFile(
  method: string,
  rangeHeader: string | null,
  body: Blob,
  contentType: string | null,
): Response {
  const range = rangeOf(rangeHeader, body.size);
  const { first, last } = range ?? { first: 0, last: body.size - 1 };
  const headers = new Headers({ 'Accept-Ranges': 'bytes', 'Content-Length': String(last - first + 1) });
  if (contentType) headers.set('Content-Type', contentType);
  if (range) headers.set('Content-Range', `bytes ${first}-${last}/${body.size}`);
  const part = method === 'HEAD' ? null : body.slice(first, last + 1);
  return new Response(part, { status: range ? 206 : 200, headers });
}
