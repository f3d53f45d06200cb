import type { ApiRequest, ApiResponse } from './http';

/** From the service worker to a window, with a port for the replies. */
export interface ApiMessage {
  kind: 'api';
  request: ApiRequest;
}

/** From a window to the service worker: whether it will answer, then the answer. */
export type ApiReply =
  { kind: 'accepted' } | { kind: 'no plant' } | { kind: 'answer'; response: ApiResponse };

export const isApiMessage = (data: unknown): data is ApiMessage =>
  typeof data === 'object' && data !== null && 'kind' in data && data.kind === 'api';
