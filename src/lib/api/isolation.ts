/** Headers that make a page cross-origin isolated, for hosts that cannot set them. */
const ISOLATION = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cross-Origin-Resource-Policy': 'same-origin',
};

/** The response with the isolation headers; opaque and failed ones as they are. */
export function withIsolation(response: Response): Response {
  if (response.status === 0 || response.type === 'opaqueredirect') return response;
  const headers = new Headers(response.headers);
  for (const [name, value] of Object.entries(ISOLATION)) headers.set(name, value);
  const { status, statusText } = response;
  return new Response(response.body, { status, statusText, headers });
}

export interface IsolationState {
  /** `crossOriginIsolated` of the page. */
  isolated: boolean;
  /** Whether the service worker, which adds the headers, controls the page now. */
  controlled: boolean;
  /** Whether this tab was reloaded for it before; at most once, or a host that strips headers would loop. */
  reloadedBefore: boolean;
  /** Whether a reload would lose what the person is doing: a plant or an import is open. */
  busy: boolean;
}

/** Whether a reload now makes the page isolated. Without isolation everything works; only models run on one thread. */
export const shouldReload = ({ isolated, controlled, reloadedBefore, busy }: IsolationState): boolean =>
  !isolated && controlled && !reloadedBefore && !busy;
