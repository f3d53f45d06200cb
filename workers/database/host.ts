/** What a host answers to a HEAD request with `Range`. */
export interface HostAnswer {
  status: number;
  /** The Content-Length header, null when it is missing or hidden from the page. */
  contentLength: string | null;
}

/** Why a plant cannot be read by ranges from a host that answers so, null when it can. */
export function hostObstacle({ status, contentLength }: HostAnswer): string | null {
  if (status === 404) return 'there is no such file on the host (404)';
  if (status >= 400) return `the host answered ${status}`;
  if (status !== 206) return 'the host does not answer requests for byte ranges (206), which a plant needs';
  if (contentLength === null) return 'the host does not send the header Content-Length, or hides it';
  return null;
}

/** Ask a host how it answers for a file. @throws TypeError when it cannot be reached, or does not allow this site */
export async function askHost(url: string): Promise<HostAnswer> {
  const { status, headers } = await fetch(url, { method: 'HEAD', headers: { Range: 'bytes=0-' } });
  return { status, contentLength: headers.get('content-length') };
}
