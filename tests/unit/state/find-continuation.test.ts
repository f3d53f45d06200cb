import { describe, expect, it } from 'vitest';
import { planSource } from '$lib/ingest/plan';
import { findContinuation } from '$lib/state/find-continuation';
import { keyOf } from '$lib/state/source-draft';
import { fingerprint } from '$lib/store/fingerprint';
import type { PlantRecord } from '$lib/store/types';

const START_MS = Date.UTC(2024, 0, 10);
const csv = (from: number, to: number, header = 'time,ch4') =>
  [
    header,
    ...Array.from({ length: to - from }, (_, at) => {
      const time = new Date(START_MS + (from + at) * 60_000).toISOString().slice(0, 19);
      return `${time},${50 + (at % 9)}`;
    }),
  ].join('\n') + '\n';

function planned(name: string, text: string) {
  const bytes = new TextEncoder().encode(text);
  return {
    file: new File([bytes], name),
    plan: planSource({ fileName: name, sizeBytes: bytes.length, head: bytes, tail: bytes }),
  };
}

async function recordOf(name: string, text: string, lastMinute: number): Promise<PlantRecord> {
  const { file, plan } = planned(name, text);
  const source = {
    name,
    sizeBytes: file.size,
    fingerprint: await fingerprint([file]),
    headerKey: keyOf(plan),
  };
  return {
    name: 'Plant',
    partial: false,
    lastMs: START_MS + lastMinute * 60_000,
    sources: [source],
  } as PlantRecord;
}

describe('the plant that new exports can be added to', async () => {
  const old = csv(0, 300);
  const record = await recordOf('log.csv', old, 299);

  it('is the one whose export has grown; reading goes on at its old end', async () => {
    const found = await findContinuation([record], [planned('log.csv', csv(0, 400))]);
    expect(found).toEqual({ record, grown: { source: 0, fromByte: old.length } });
  });

  it('is not by growth when the old bytes changed, or when it ended within a row', async () => {
    const changed = csv(0, 400).replace('50\n', '51\n');
    expect((await findContinuation([record], [planned('log.csv', changed)]))?.grown).toBeNull();
    const cut = await recordOf('log.csv', old.slice(0, -3), 299);
    expect((await findContinuation([cut], [planned('log.csv', csv(0, 400))]))?.grown).toBeNull();
  });

  it('is the one that the exports go on from, by header and time', async () => {
    const next = planned('next.csv', csv(280, 600));
    expect(await findContinuation([record], [next])).toEqual({ record, grown: null });
    expect(await findContinuation([record], [next, planned('later.csv', csv(600, 700))])).toEqual({
      record,
      grown: null,
    });
  });

  it('is none when the header is another, or nothing is newer, or there is no plant', async () => {
    expect(await findContinuation([record], [planned('other.csv', csv(280, 600, 'time,h2s'))])).toBeNull();
    expect(await findContinuation([record], [planned('log.csv', csv(0, 200))])).toBeNull();
    expect(await findContinuation([], [planned('next.csv', csv(280, 600))])).toBeNull();
  });

  it('is none for rows whose time is only their number', async () => {
    const untimed = planned('next.csv', csv(280, 600));
    untimed.plan = { ...untimed.plan, time: { kind: 'row-number', startMs: 0, intervalMs: 1000 } };
    expect(await findContinuation([record], [untimed])).toBeNull();
  });
});
