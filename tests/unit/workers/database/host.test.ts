import { expect, test } from 'vitest';
import { hostObstacle } from '../../../../workers/database/host';

test('a host that answers byte ranges serves a plant', () => {
  expect(hostObstacle({ status: 206, contentRange: 'bytes 0-99/100' })).toBeNull();
});

test.each([
  [404, null, 'no such file on the host (404)'],
  [403, null, 'answered 403'],
  [200, null, 'does not answer requests for byte ranges'],
  [206, null, 'must be exposed over CORS'],
])('an answer of %i with Content-Range %s is an obstacle in words', (status, contentRange, words) => {
  expect(hostObstacle({ status, contentRange })).toContain(words);
});
