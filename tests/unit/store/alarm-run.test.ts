/** Feeding the alarms worker from an open plant: parts, order, cancelling, and what a year costs. */
import { describe, expect, it } from 'vitest';
import { createAlarms } from '../../../workers/alarms/alarms';
import type { AlarmDefinition } from '$lib/alarms/definition';
import {
  evaluateAlarms,
  evaluationKey,
  readParts,
  wantedColumns,
  type ConnectAlarms,
} from '$lib/store/alarm-run';
import type { Columns } from '$lib/rpc/database';
import type { Known, Plant } from '$lib/store/plant-types';
import type { Query } from '$lib/sql/query';
import { deviation, high, minute, START_MS } from '../alarms/support';

const DAYS = 40;
const MINUTES = DAYS * 1440;
/** Beyond 10 in two hours of every day; no row in the first hour of day 20. */
const valueAt = (at: number) => (at % 1440 >= 600 && at % 1440 < 720 ? 20 : 0);
const isMissing = (at: number) => at >= 20 * 1440 && at < 20 * 1440 + 60;

function plantOf({ reversed = false } = {}): Plant {
  const ask = async (_: unknown, make: (known: Known) => Query<unknown>, signal?: AbortSignal) => {
    signal?.throwIfAborted();
    const { params, decode, sql } = make({ range: _ as Known['range'], untilMs: 0 });
    const [from, to] = params as number[];
    const ats: number[] = [];
    for (let at = (from - START_MS) / 60_000; at < (to - START_MS) / 60_000; at++)
      if (!isMissing(at)) ats.push(at);
    if (reversed) ats.reverse();
    const count = (sql.match(/AS v\d+/g) ?? []).length;
    const result: Columns = {
      rows: ats.length,
      columns: [
        { name: 't', kind: 'number', values: Float64Array.from(ats, minute) },
        ...Array.from({ length: count }, (_column, at) => ({
          name: `v${at}`,
          kind: 'number' as const,
          values: Float64Array.from(ats, valueAt),
        })),
      ],
    };
    return decode(result);
  };
  return {
    info: { firstMs: START_MS, endMs: minute(MINUTES), rows: MINUTES, tags: [] },
    ask,
  } as unknown as Plant;
}

let disposed = 0;
const connect: ConnectAlarms = () => {
  const alarms = createAlarms();
  return {
    remote: { begin: async (all) => alarms.begin(all), advance: async (minutes) => alarms.advance(minutes) },
    dispose: () => void disposed++,
  };
};
const setup = (definitions: AlarmDefinition[]) => ({ definitions, scores: null });

describe('an evaluation', () => {
  it('finds what each day raises, over parts that are read one after the other, and tells how far it is', async () => {
    const fractions: number[] = [];
    const onprogress = ({ fraction }: { fraction: number }) => void fractions.push(fraction);
    const found = await evaluateAlarms(plantOf(), setup([high()]), { onprogress }, connect);
    expect(found.events.filter(({ kind }) => kind === 'raised')).toHaveLength(DAYS);
    expect(found.events.filter(({ kind }) => kind === 'no value')).toHaveLength(1);
    expect(found).toMatchObject({ minutes: MINUTES - 60, alarms: 1 });
    expect(fractions).toEqual([1 / 3, 2 / 3, 1]);
    expect(disposed).toBe(1);
  });
  it('is the same for a file whose rows are in another order', async () => {
    const one = await evaluateAlarms(plantOf(), setup([high()]), {}, connect);
    const other = await evaluateAlarms(plantOf({ reversed: true }), setup([high()]), {}, connect);
    expect(other.events).toEqual(one.events);
  });
  it('rejects at once when cancelled while the worker is busy, and ends it', async () => {
    const controller = new AbortController();
    const before = disposed;
    const stuck: ConnectAlarms = () => ({
      remote: {
        begin: async () => {},
        advance: () => {
          controller.abort();
          return new Promise(() => undefined);
        },
      },
      dispose: () => void disposed++,
    });
    const { signal } = controller;
    await expect(evaluateAlarms(plantOf(), setup([high()]), { signal }, stuck)).rejects.toThrow(/abort/i);
    expect(disposed).toBe(before + 1);
  });
  it('fails with what the worker says, and ends it', async () => {
    const failing: ConnectAlarms = () => ({
      remote: { begin: async () => {}, advance: () => Promise.reject(new Error('worker stopped')) },
      dispose: () => void disposed++,
    });
    await expect(evaluateAlarms(plantOf(), setup([high()]), {}, failing)).rejects.toThrow('worker stopped');
  });
  it('is kept under its definitions and the end of the data', () => {
    const key = evaluationKey(plantOf(), setup([high()]));
    expect(evaluationKey(plantOf(), setup([high()]))).toBe(key);
    expect(evaluationKey(plantOf(), setup([high({ limit: 11 })]))).not.toBe(key);
    const longer = { info: { ...plantOf().info, endMs: minute(MINUTES + 1) } };
    expect(evaluationKey(longer, setup([high()]))).not.toBe(key);
  });
});

describe('what is read', () => {
  it('is each column once, by what the definitions judge', () => {
    const definitions = [
      high({ reading: 'max', whileOn: 'run' }),
      high({ id: 'two', reading: 'max' }),
      deviation({ from: { kind: 'tag', tag: 'y:odd' } }),
    ];
    expect(wantedColumns(definitions).map(({ tag, measure }) => `${tag} ${measure}`)).toEqual([
      'x max',
      'run avg',
      'x avg',
      'y:odd avg',
    ]);
  });
  it('comes in parts of at most 4 million cells and 14 days, without gap or overlap', () => {
    const year = { fromMs: START_MS, toMs: START_MS + 365 * 86_400_000 };
    for (const columns of [0, 1, 16, 285, 5000]) {
      const parts = readParts(year, columns);
      expect([parts[0].fromMs, parts.at(-1)?.toMs]).toEqual([year.fromMs, year.toMs]);
      parts.slice(1).forEach(({ fromMs }, at) => expect(fromMs).toBe(parts[at].toMs));
      const minutes = Math.max(...parts.map(({ fromMs, toMs }) => (toMs - fromMs) / 60_000));
      expect(minutes).toBeLessThanOrEqual(14 * 1440);
      if (columns < 2000) expect(minutes * columns).toBeLessThanOrEqual(4_000_000);
    }
  });
});
