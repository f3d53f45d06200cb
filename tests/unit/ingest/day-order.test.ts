import { expect, test } from 'vitest';
import { dayOrder } from '$lib/ingest/day-order';
import { clockShape, stampShape } from '$lib/ingest/stamp-shape';

const orderOf = (head: string[], tail: string[] = []) => {
  const shapes = [...head, ...tail].map(stampShape).filter((shape) => shape !== null);
  return dayOrder(shapes, shapes[0].pattern, head, tail);
};

test.each<[string, string[], string[], object]>([
  ['a day above 12', ['13/01/2024 00:00'], [], { dayFirst: true, ground: 'number' }],
  [
    'a day above 12 in the tail',
    ['01/02/2024 00:00'],
    ['01/13/2024 00:00'],
    { dayFirst: false, ground: 'number' },
  ],
  ['both', ['13/01/2024', '14/01/2024', '01/13/2024'], [], { dayFirst: true, ground: 'mixed' }],
  ['midnight, day first', ['03/04/2024 23:59', '04/04/2024 00:00'], [], { dayFirst: true, ground: 'order' }],
  [
    'midnight, month first',
    ['03/04/2024 23:59', '03/05/2024 00:00'],
    [],
    { dayFirst: false, ground: 'order' },
  ],
  [
    'head before tail',
    ['02/03/2024 01:00', '02/03/2024 01:01'],
    ['01/04/2024 01:00'],
    { dayFirst: true, ground: 'order' },
  ],
  ['nothing', ['03/04/2024 10:00', '03/04/2024 10:01'], [], { dayFirst: true, ground: 'none' }],
])('%s', (_name, head, tail, expected) => expect(orderOf(head, tail)).toEqual(expected));

test.each([
  ['24-01-2017 0:00:02', '{1}-{2}-yyyy HH:mm:ss'],
  ['24/01/17', '{1}/{2}/yy'],
  ['17-Mar-17 08:00', 'dd-MMM-yy HH:mm'],
  ['Mar 17, 2017 8:00:01 PM', 'MMM dd, yyyy hh:mm:ss a'],
  ['3/7/2024 12:30:00 AM', '{1}/{2}/yyyy hh:mm:ss a'],
  ['2024/03/07T12:30:00.5', 'yyyy/MM/ddTHH:mm:ss'],
  ['2024-3-7 0:30:00', 'yyyy-MM-dd HH:mm:ss'],
  ['99/03/07 12:30', 'yy/MM/dd HH:mm'],
  ['20240307123000', 'yyyyMMddHHmmss'],
])('%s has the shape %s', (text, pattern) => expect(stampShape(text)?.pattern).toBe(pattern));

test.each(['1.5', '1.2.3', '12.34.5678x', '10.5', '1-2', '', '192.168.1.17.4', 'Mar'])(
  '%j is no stamp',
  (text) => {
    expect(stampShape(text)).toBeNull();
  },
);

test('a time of day alone', () => {
  expect([clockShape('0:00:02'), clockShape('1:05 PM'), clockShape('24-01')]).toEqual([
    'HH:mm:ss',
    'hh:mm a',
    null,
  ]);
});
