import { afterEach, expect, test, vi } from 'vitest';
import type { LiveReport } from '$lib/rpc/live';
import { hearBroker } from '../../../../workers/live/broker';
import { createLive, type LiveFile } from '../../../../workers/live/live';
import { startBroker, type TestBroker } from '../../../support/mqtt-broker';

let broker: TestBroker | null = null;
afterEach(async () => {
  await broker?.close();
  broker = null;
});

/** A file in memory. */
function memoryFile(text = ''): LiveFile & { text(): string } {
  const lines = () => text.split('\n').filter(Boolean);
  return {
    text: () => text,
    size: async () => text.length,
    append: async (more) => (text += more).length,
    ends: async () => (text === '' ? null : { head: lines()[0], tail: lines().at(-1)! }),
  };
}

async function hear(file: LiveFile, login: { username: string; password: string } | null = null) {
  const told: { report: LiveReport | null } = { report: null };
  const live = createLive(async () => file, hearBroker);
  const source = { url: broker!.url, topics: ['plant/#'], wide: false };
  await live.start('live.csv', source, login, (report) => void (told.report = report));
  return { live, told };
}

const iso = (ms: number) => new Date(Math.floor(ms / 1000) * 1000).toISOString().replace('.000', '');

test('what a broker sends becomes rows, and a table that was begun is gone on with', async () => {
  broker = await startBroker();
  const file = memoryFile();
  const { live, told } = await hear(file);
  await vi.waitFor(() => expect(told.report?.line.kind).toBe('connected'), 10_000);
  const ago = Date.now() - 10_000;
  await broker.publish('plant/ch4', JSON.stringify({ value: 64.2, ts: ago }));
  await broker.publish('plant/run', JSON.stringify({ value: true, ts: ago + 1000 }));
  await broker.publish('other/ch4', '1');
  await broker.publish('plant/note', '[]');
  await vi.waitFor(() => expect(told.report).toMatchObject({ messages: 3, unread: 1, tags: 2 }), 10_000);
  await live.write();
  const header = 'timestamp,plant.ch4,plant.run\n';
  expect(file.text()).toBe(`${header}${iso(ago)},64.2,\n${iso(ago + 1000)},,1\n`);

  const again = await hear(file);
  await vi.waitFor(() => expect(again.told.report?.line.kind).toBe('connected'), 10_000);
  await broker.publish('plant/run', JSON.stringify({ value: 0, ts: ago + 1000 }));
  await broker.publish('plant/run', JSON.stringify({ value: 0, ts: ago + 2000 }));
  await vi.waitFor(() => expect(again.told.report?.messages).toBe(2), 10_000);
  await again.live.write();
  expect(file.text()).toBe(`${header}${iso(ago)},64.2,\n${iso(ago + 1000)},,1\n${iso(ago + 2000)},,0\n`);
  expect(again.told.report).toMatchObject({ leftOut: { late: 1 } });
});

test('a connection that is lost comes back by itself', { timeout: 40_000 }, async () => {
  broker = await startBroker();
  const { told } = await hear(memoryFile());
  await vi.waitFor(() => expect(told.report?.line.kind).toBe('connected'), 10_000);
  broker.drop();
  await vi.waitFor(() => expect(told.report?.line.kind).toBe('lost'), 10_000);
  await vi.waitFor(() => expect(told.report?.line.kind).toBe('connected'), 20_000);
});

test('a wrong password is told, and not tried again', async () => {
  broker = await startBroker({ username: 'operator', password: 'right' });
  const { told } = await hear(memoryFile(), { username: 'operator', password: 'wrong' });
  await vi.waitFor(
    () =>
      expect(told.report?.line).toMatchObject({
        kind: 'refused',
        message: expect.stringContaining('name and password'),
      }),
    10_000,
  );
  const right = await hear(memoryFile(), { username: 'operator', password: 'right' });
  await vi.waitFor(() => expect(right.told.report?.line.kind).toBe('connected'), 10_000);
});
