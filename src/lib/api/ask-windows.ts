import { failed, type ApiRequest, type ApiResponse } from './http';
import type { ApiMessage, ApiReply } from './messages';

/** A window as the service worker reaches it. */
export interface AskedWindow {
  postMessage(message: unknown, transfer: Transferable[]): void;
}

export interface Patience {
  /** How long a window may take to say whether it will answer, in ms. */
  acceptMs: number;
  /** How long the answer may take, in ms. */
  answerMs: number;
}

const PATIENCE: Patience = { acceptMs: 2000, answerMs: 30_000 };

/** The answer of one window, null when it has no plant open or does not react. */
function ask(window: AskedWindow, request: ApiRequest, patience: Patience): Promise<ApiResponse | null> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    const finish = (response: ApiResponse | null) => {
      clearTimeout(timer);
      port1.close();
      resolve(response);
    };
    let timer = setTimeout(() => finish(null), patience.acceptMs);
    port1.onmessage = ({ data }: MessageEvent<ApiReply>) => {
      if (data.kind === 'answer') return finish(data.response);
      if (data.kind === 'no plant') return finish(null);
      clearTimeout(timer);
      const late = `the tab did not answer within ${patience.answerMs / 1000} s`;
      timer = setTimeout(() => finish(failed(504, late)), patience.answerMs);
    };
    window.postMessage({ kind: 'api', request } satisfies ApiMessage, [port2]);
  });
}

/** Ask windows one after the other until one has a plant open; 503 in words when none has. */
export async function askWindows(
  windows: readonly AskedWindow[],
  request: ApiRequest,
  patience: Patience = PATIENCE,
): Promise<ApiResponse> {
  for (const window of windows) {
    const response = await ask(window, request, patience);
    if (response) return response;
  }
  const why = windows.length ? 'no tab of this site has a plant open' : 'no tab of this site is open';
  return failed(503, `${why}: open a plant in one, then ask again`);
}
