import type { HistorySummary } from '../../src/lib/ingest/tag-summary';
import { proposeMapping } from '../../src/lib/plant/mapping';
import { canonicalTag } from '../../src/lib/plant/tags';
import type { SimulatedPlant } from '../../src/lib/simulator/simulate';
import type { Value } from '../../src/lib/sql/plant-tables';
import { SCHEMA_VERSION, type tables } from '../../src/lib/sql/schema';

type Table = keyof typeof tables;

function tagRows({ columns }: SimulatedPlant, history: HistorySummary): Value[][] {
  const named = columns.map(({ name, kind }) => ({
    header: name,
    unit: '',
    kind: kind === 'boolean' ? 'boolean' : 'number',
  }));
  const mapping = proposeMapping(named);
  return history.tags().map((summary, at) => {
    const { canonical, confidence } = mapping[at];
    const unit = canonical === null ? '' : (canonicalTag(canonical)?.unit ?? '');
    const { readings, avg, min, max, firstMinute, lastMinute } = summary;
    const times = [firstMinute, lastMinute].map((minute) => new Date(minute * 60_000));
    const { header, kind } = named[at];
    return [header, header, canonical, confidence, unit, kind, at, readings, avg, min, max, ...times];
  });
}

const truthRows = ({ truth }: SimulatedPlant): Value[][] =>
  truth.map((row) => [
    new Date(row.fromMs),
    new Date(row.toMs),
    row.fault,
    row.equipment,
    row.component,
    row.tags.join(';'),
    row.severity,
    row.failureMs === null ? null : new Date(row.failureMs),
  ]);

/** Everything of the plant file but the readings: `rows` is the number of one-second rows simulated. */
export function reportRows(
  plant: SimulatedPlant,
  history: HistorySummary,
  spans: readonly { fromMs: number; toMs: number }[],
  rows: number,
): { table: Table; rows: Value[][] }[] {
  const period = [new Date(plant.startMs), new Date(plant.endMs - 1000)];
  const report = [0, `simulation, seed ${plant.config.seed}`, 0, 0, rows, rows, 0, 0, ...period, 0, 0, 0];
  const meta: Record<string, string> = {
    schema_version: String(SCHEMA_VERSION),
    fingerprint: `simulation-${plant.config.seed}`,
    name: 'Simulated plant',
    label: 'simulated plant',
    created_at: new Date(plant.endMs).toISOString(),
    zone: 'UTC',
    sampling_interval_seconds: '1',
  };
  return [
    { table: 'tags', rows: tagRows(plant, history) },
    { table: 'import_report', rows: [report] },
    { table: 'second_span', rows: spans.map(({ fromMs, toMs }) => [new Date(fromMs), new Date(toMs)]) },
    { table: 'fault_truth', rows: truthRows(plant) },
    { table: 'plant_meta', rows: Object.entries(meta) },
  ];
}
