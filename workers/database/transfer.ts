import type { Transfer } from '$lib/rpc/database';

/**
 * Count what the engine reads: it asks by synchronous requests, of which the answer is there when `send` returns.
 * @param prototype of XMLHttpRequest
 * @returns takes who is told after each request
 */
export function countTransfer(
  prototype: Pick<XMLHttpRequest, 'send'>,
): (tell: (transfer: Transfer) => void) => void {
  let sums: Transfer = { requests: 0, bytes: 0 };
  let told: ((transfer: Transfer) => void) | null = null;
  const send = Reflect.get(prototype, 'send');
  prototype.send = function (this: XMLHttpRequest, body) {
    send.call(this, body);
    const bytes = this.response instanceof ArrayBuffer ? this.response.byteLength : 0;
    sums = { requests: sums.requests + 1, bytes: sums.bytes + bytes };
    told?.(sums);
  };
  return (tell) => {
    told = tell;
    tell(sums);
  };
}
