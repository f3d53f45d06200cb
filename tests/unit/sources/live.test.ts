import { describe, expect, test } from 'vitest';
import { cellTexts, csvCell } from '$lib/series/csv-cell';
import { readMessage } from '$lib/sources/live-message';
import { LiveRows } from '$lib/sources/live-rows';
import { liveSource } from '$lib/state/live-source';

const NOW = Date.parse('2024-02-28T12:00:10Z');

describe('readings of a message', () => {
  test.each([
    ['a number', 'plant/gas/ch4', '64.2', { timeMs: null, readings: [['plant.gas.ch4', '64.2']] }],
    ['a boolean', 'plant/run', 'true', { timeMs: null, readings: [['plant.run', '1']] }],
    ['a word', '/plant/state/', 'Running', { timeMs: null, readings: [['plant.state', 'Running']] }],
    [
      'a value with its time',
      'plant/ch4',
      '{"value": 64.2, "timestamp": "2024-02-28T12:00:07Z", "quality": "good"}',
      { timeMs: NOW - 3000, readings: [['plant.ch4', '64.2']] },
    ],
    [
      'keys of a device, times in seconds',
      'plant/gc',
      '{"ts": 1709121607, "ch4": 64.2, "n2": {"avg": 3, "bad": null}}',
      {
        timeMs: NOW - 3000,
        readings: [
          ['plant.gc.ch4', '64.2'],
          ['plant.gc.n2.avg', '3'],
        ],
      },
    ],
  ])('%s', (_, topic, payload, expected) => {
    expect(readMessage(topic, payload, false)).toEqual(expected);
  });

  test('a row of the plant has its keys as sensors', () => {
    const row = readMessage('plant', '{"time": "2024-02-28 12:00:07", "ch4": 1, "run": false}', true);
    expect(row).toEqual({
      timeMs: NOW - 3000,
      readings: [
        ['ch4', '1'],
        ['run', '0'],
      ],
    });
  });

  test.each(['', '   ', '[1, 2]', 'null', '{}', '{"a": null}', `"${'x'.repeat(201)}"`, '1'.repeat(64_001)])(
    'no reading in %.20s',
    (payload) => expect(readMessage('plant/x', payload, false)).toBeNull(),
  );
});

describe('rows', () => {
  const reading = (tag: string, text: string, timeMs: number | null = null) => ({
    timeMs,
    readings: [[tag, text] as [string, string]],
  });

  test('one a second, in order, with the header first and blanks where nothing came', () => {
    const rows = new LiveRows();
    rows.take(reading('b', '2', NOW - 4000), NOW);
    rows.take(reading('a', '1', NOW - 5000), NOW);
    rows.take(reading('a', '1.5', NOW - 4500), NOW);
    rows.take(reading('a', '9'), NOW);
    expect(rows.lines(NOW)).toBe('timestamp,b,a\n2024-02-28T12:00:05Z,,1.5\n2024-02-28T12:00:06Z,2,\n');
    expect(rows.lines(NOW)).toBe('');
    expect(rows.lines(NOW + 2000)).toBe('2024-02-28T12:00:10Z,,9\n');
  });

  test('what comes too late, is ahead, or is of a new sensor is counted and left out', () => {
    const rows = new LiveRows();
    rows.take(reading('a', '1', NOW - 5000), NOW);
    rows.lines(NOW);
    rows.take(reading('a', '2', NOW - 6000), NOW);
    rows.take(reading('a', '3', NOW + 61_000), NOW);
    rows.take(reading('new', '4', NOW - 3000), NOW);
    rows.take(reading('new', '5', NOW - 2500), NOW);
    expect(rows.leftOut).toEqual({ late: 1, ahead: 1, newTags: 1 });
    expect(rows.lines(NOW)).toBe('');
  });

  test('a table that was begun is gone on with', () => {
    const rows = new LiveRows(['a', 'b'], NOW - 5000);
    rows.take(reading('b', '2', NOW - 5000), NOW);
    rows.take(reading('b', '3', NOW - 4000), NOW);
    expect(rows.lines(NOW)).toBe('2024-02-28T12:00:06Z,,3\n');
    expect(rows.leftOut.late).toBe(1);
  });

  test('cells are read back as they were written', () => {
    const texts = ['timestamp', 'a,b', 'say "x"', '', '=1+1', '-5', '+tag'];
    expect(cellTexts(texts.map(csvCell).join(','))).toEqual(texts);
    expect(cellTexts('')).toEqual(['']);
  });
});

describe('a source that was typed', () => {
  const form = { url: ' wss://broker.example.org:8884/mqtt ', topics: 'plant/#\n\n +/gas ', wide: true };

  test('is taken', () => {
    expect(liveSource(form, true)).toEqual({
      url: 'wss://broker.example.org:8884/mqtt',
      topics: ['plant/#', '+/gas'],
      wide: true,
    });
    expect(liveSource({ ...form, url: 'ws://localhost:9001' }, true)).toHaveProperty('url');
  });

  test.each([
    [{ url: 'broker.example.org' }, 'not the address'],
    [{ url: 'mqtt://broker.example.org' }, 'not the address'],
    [{ url: 'ws://broker.example.org' }, 'wss:// only'],
    [{ url: 'wss://me:secret@broker.example.org' }, 'name or password'],
    [{ topics: ' \n' }, 'No topic'],
    [{ topics: 'plant#' }, '"plant#"'],
    [{ topics: '#/plant' }, '"#/plant"'],
    [{ topics: 'a/b+' }, '"a/b+"'],
  ])('%o is explained', (changed, words) => {
    expect(liveSource({ ...form, ...changed }, true)).toMatchObject({
      message: expect.stringContaining(words),
      advice: expect.stringMatching(/\w/),
    });
  });
});
