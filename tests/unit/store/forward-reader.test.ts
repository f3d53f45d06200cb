import fc from 'fast-check';
import { expect, test } from 'vitest';
import { BufferPool, ForwardReader } from '$lib/store/forward-reader';
import { SourceReadError } from '$lib/store/read-source';
import '../support/seed';

const bytesOf = (length: number) => Uint8Array.from({ length }, (_, at) => (at * 31 + (at >> 8)) & 255);
const reader = (bytes: Uint8Array<ArrayBuffer>, start = 0, end = bytes.length, piece = 64) =>
  new ForwardReader(new File([bytes], 'a.csv'), start, end, piece, new BufferPool());

test('pieces taken one after the other are the file, whatever was looked at ahead', () =>
  fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 3000 }),
      fc.array(fc.tuple(fc.integer({ min: 1, max: 400 }), fc.integer({ min: 0, max: 500 })), {
        minLength: 1,
      }),
      async (length, steps) => {
        const bytes = bytesOf(length);
        const source = reader(bytes);
        let at = 0;
        for (const [size, ahead] of steps) {
          const end = Math.min(at + size, length);
          const seen = await source.read(end, end + ahead);
          expect(seen).toEqual(bytes.slice(end, end + ahead));
          expect((await source.take(at, end)).slice()).toEqual(bytes.slice(at, end));
          at = end;
        }
        await source.close();
      },
    ),
    { numRuns: 60 },
  ));

test('bytes before the piece are read anew', async () => {
  const bytes = bytesOf(1000);
  const source = reader(bytes, 100);
  await source.take(100, 400);
  expect(await source.read(50, 150)).toEqual(bytes.slice(50, 150));
  expect((await source.take(400, 500)).slice()).toEqual(bytes.slice(400, 500));
});

test('nothing after the end is read', async () => {
  const bytes = bytesOf(1000);
  expect(await reader(bytes, 0, 300).read(250, 400)).toEqual(bytes.slice(250, 300));
});

test('a buffer given back is used again', () => {
  const pool = new BufferPool();
  const buffer = pool.take(100);
  pool.give(buffer);
  expect(pool.take(80)).toBe(buffer);
  pool.give(buffer);
  expect(pool.take(200)).not.toBe(buffer);
});

test('pieces are taken in order only', async () => {
  await expect(reader(bytesOf(100)).take(10, 20)).rejects.toThrow('bytes from 10 on were asked for, not 0');
});

test('without byte streams (Safari) the same bytes come', async () => {
  const bytes = bytesOf(1000);
  const file = new File([bytes], 'a.csv');
  const slice = file.slice.bind(file);
  file.slice = (start, end) =>
    Object.assign(slice(start, end), {
      stream: () => new ReadableStream({ pull: (controller) => controller.close() }),
    });
  const source = new ForwardReader(file, 0, 1000, 64, new BufferPool());
  expect((await source.take(0, 700)).slice()).toEqual(bytes.slice(0, 700));
});

test('a file that is shorter than it was is an error that names it and the byte', async () => {
  const source = new ForwardReader(new File([bytesOf(100)], 'a.csv'), 0, 200, 64, new BufferPool());
  await expect(source.take(0, 200)).rejects.toThrow(SourceReadError);
  await expect(source.read(0, 200)).rejects.toThrow('file "a.csv" could not be read at byte 100');
});

test('of a stream that fails the reading throws, not the closing after it', async () => {
  const file = new File([bytesOf(1000)], 'a.csv');
  const slice = file.slice.bind(file);
  file.slice = (start, end) =>
    Object.assign(slice(start, end), {
      stream: () =>
        new ReadableStream({
          type: 'bytes',
          pull: (controller) => controller.error(new TypeError('network error')),
        }),
    });
  const source = new ForwardReader(file, 0, 1000, 64, new BufferPool());
  await expect(source.take(0, 700)).rejects.toThrow(SourceReadError);
  await expect(source.close()).resolves.toBeUndefined();
});
