import { expect, test } from 'vitest';
import { hostObstacle } from '../../../../workers/database/host';

test('a host that answers byte ranges serves a plant', () => {
  expect(hostObstacle({ status: 206, contentLength: '100' })).toBeNull();
});

test.each([
  [404, null, 'no such file on the host (404)'],
  [403, null, 'answered 403'],
  [200, null, 'does not answer requests for byte ranges'],
  [206, null, 'Content-Length'],
])('an answer of %i with Content-Length %s is an obstacle in words', (status, contentLength, words) => {
  expect(hostObstacle({ status, contentLength })).toContain(words);
});
