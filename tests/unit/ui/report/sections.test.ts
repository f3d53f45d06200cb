import { describe, expect, it } from 'vitest';
import type { Occurrence } from '$lib/alarms/occurrences';
import { alarmReport } from '$lib/alarms/report';
import type { QualityReport } from '$lib/quality/report';
import type { Finding } from '$lib/quality/types';
import type { ShownEvent } from '$lib/state/anomalies-events';
import { alarmsSection, occurrencesIn } from '$lib/ui/report/alarms';
import { anomaliesSection } from '$lib/ui/report/anomalies';
import { energySection } from '$lib/ui/report/energy';
import { forecastSection } from '$lib/ui/report/forecast';
import { gasSection } from '$lib/ui/report/gas';
import { machinesSection } from '$lib/ui/report/machines';
import { maintenanceSection } from '$lib/ui/report/maintenance';
import { overviewSection } from '$lib/ui/report/overview';
import { qualitySection } from '$lib/ui/report/quality';
import { firstRows } from '$lib/ui/report/section';

const HOUR = 3_600_000;
const START = Date.UTC(2024, 2, 1);
const range = { fromMs: START, toMs: START + 24 * HOUR };

describe('a part without anything to say', () => {
  it.each([
    ['overview', overviewSection([], () => ({}) as never, [])],
    ['gas', gasSection([], 'UTC')],
    ['machines', machinesSection([], null, 'UTC')],
    ['energy', energySection(null, 'UTC')],
    ['alarms', alarmsSection(null, 'UTC')],
    ['anomalies', anomaliesSection(null, 'UTC')],
    ['forecast', forecastSection(null, () => ({ label: '', format: String }), 'UTC')],
    ['maintenance', maintenanceSection({ judgement: null, predictions: [], events: [], range }, 'UTC')],
  ])('%s says so in a sentence', (part, section) => {
    expect(section.part).toBe(part);
    expect(section.nothing).toMatch(/^[A-Z].*\.$/);
    expect(section.tables).toEqual([]);
  });
});

describe('alarms', () => {
  const one = (alarm: string, raisedMs: number, returnedMs: number | null): Occurrence => ({
    ...{ id: `${alarm}@${raisedMs}`, alarm, raisedMs, sinceMs: raisedMs, returnedMs, value: 1, worst: 2 },
    ...{ annunciated: true, acknowledged: null },
  });
  const before = one('b', START - 3 * HOUR, START - HOUR);
  const reachingIn = one('a', START - HOUR, START + HOUR);
  const standing = {
    ...one('b', START + 2 * HOUR, null),
    acknowledged: { atMs: START, by: 'Ann', note: 'pump' },
  };

  it('are those that touch the period, the most urgent first, with who acknowledged', () => {
    expect(occurrencesIn([before, reachingIn, standing], range)).toEqual([reachingIn, standing]);
    const report = alarmReport({ entries: [], priorities: new Map(), ...range, operators: 1 });
    const section = alarmsSection(
      {
        ...{ report, range, occurrences: [before, reachingIn, standing] },
        nameOf: (id) => `Alarm ${id}`,
        priorityOf: (id) => (id === 'b' ? 'urgent' : 'low'),
      },
      'UTC',
    );
    expect(section.facts.slice(0, 2).map(({ value }) => value)).toEqual(['2', '1']);
    expect(section.tables[1].rows).toEqual([
      ['Alarm b', 'Urgent', '2024-03-01 02:00', 'stands', 'Standing, acknowledged', 'Ann: pump'],
      ['Alarm a', 'Low', '2024-02-29 23:00', '2 h', 'Returned, not acknowledged', ''],
    ]);
    expect(section.tables[0].rows).toHaveLength(report.figures.length);
  });
});

describe('anomalies', () => {
  const event = (fromMs: number, severity: string): ShownEvent =>
    ({
      ...{ at: 0, title: 'Air leak', verdict: 'real' },
      event: { fromMs, toMs: fromMs + HOUR, severity, system: 'Gas' },
      explanation: {
        firstMover: 'o2',
        causes: [{ action: 'Look for the leak.' }],
        order: [],
        contributions: [],
      },
    }) as unknown as ShownEvent;
  const search = { range: { fromMs: START, toMs: START + 12 * HOUR }, falseAlarmsPerDay: 0.05 };

  it('say what was found, what to do, and that the search does not cover the period', () => {
    const section = anomaliesSection(
      {
        ...{ result: { search, judgedMs: START + 13 * HOUR }, range },
        events: [
          event(START + HOUR, 'low'),
          event(START + 2 * HOUR, 'critical'),
          event(START - 5 * HOUR, 'high'),
        ],
        labelOf: (tag) => tag.toUpperCase(),
      },
      'UTC',
    );
    expect(section.tables[0].rows.map((row) => row[1])).toEqual(['critical', 'low']);
    expect(section.tables[0].rows[0]).toEqual([
      ...['Air leak', 'critical', '2024-03-01 02:00', '1 h', 'O2', 'Look for the leak.', 'Real'],
    ]);
    expect(section.sentences.join(' ')).toMatch(/1 in 20 days.*does not cover/);
  });
});

describe('data quality', () => {
  const finding = (kind: Finding['kind'], minutes: number, fromMs = START): Finding => ({
    ...{ id: `${kind}${minutes}`, kind, tag: 'ch4', fromMs, toMs: fromMs + minutes * 60_000 },
    ...{ quality: 'bad', excluded: true, words: `${minutes} min`, count: minutes },
    spans: [{ from: fromMs / 60_000, to: fromMs / 60_000 + minutes }],
  });
  const source = { rowsRead: 10, rowsRejected: 2, cellsRejected: 3 };
  const given = {
    info: { sources: [source, source] as never },
    coveragePercent: 99.5,
    range,
    isExcluded: () => true,
    labelOf: (tag: string) => tag,
  };

  it('counts by kind and lists the longest first, only of the period', () => {
    const findings = [
      finding('gap', 5),
      finding('gap', 90),
      finding('spikes', 1),
      finding('gap', 9, START - 2 * HOUR),
    ];
    const report = { judgedMs: START, findings } as QualityReport;
    const { tables, facts } = qualitySection({ ...given, report }, 'UTC');
    expect(tables[0].rows.map((row) => row.slice(0, 3))).toEqual([
      ['Gap', '2', '1 h 30 min'],
      ['Spikes', '1', '1 min'],
    ]);
    expect(tables[1].rows.map((row) => row[2])).toEqual(['1 h 30 min', '5 min', '1 min']);
    expect(facts.map(({ value }) => value)).toEqual(['99.5\u00a0%', '20', '4', '6']);
  });

  it('says that it was not judged', () => {
    const { sentences, tables } = qualitySection({ ...given, report: null }, 'UTC');
    expect(sentences[0]).toContain('not judged');
    expect(tables).toEqual([]);
  });
});

describe('long tables', () => {
  it('end with how many rows are left out', () => {
    const rows = Array.from({ length: 5 }, (_, at) => [String(at), 'x']);
    expect(firstRows(rows, 5, 'Alarms page')).toBe(rows);
    expect(firstRows(rows, 3, 'Alarms page').at(-1)).toEqual(['and 2 more: Alarms page', '']);
  });
});
