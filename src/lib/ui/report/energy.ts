import type { EnergyReport } from '$lib/plant/energy-report';
import { formatValue } from '$lib/series/format-value';
import type { EnergyShown } from '$lib/state/energy';
import { bucketName } from '../energy/words';
import { fact, firstRows, nothing, section, type ReportSection } from './section';

const MOST_ROWS = 62;

export interface ReportedEnergy {
  report: EnergyReport;
  shown: EnergyShown;
  width: 'day' | 'month';
  /** What is to be said of each bucket. */
  notes: readonly { words: string }[];
  currency: string;
  ratedKW: number | null;
}

/** Energy and gas by day or month. */
export function energySection(given: ReportedEnergy | null, zone: string): ReportSection {
  if (!given || (given.report.from === null && Number.isNaN(given.report.total.volume)))
    return nothing(
      'energy',
      'No energy counter, gas counter or gas flow is mapped. Map one on the Data page.',
    );
  const { report, shown, width, notes, currency, ratedKW } = given;
  const { total, from } = report;
  const made = (row: typeof total) => (from === 'flow' ? row.flowEnergy : row.energy);
  const gas = (row: typeof total) => (Number.isNaN(row.volume) ? row.flowVolume : row.volume);
  const by = from === 'counter' ? 'by the energy counter' : from === 'flow' ? 'by flow and methane' : '';
  const money = (value: number) => `${formatValue(value)} ${currency}`;
  const known = (name: string, value: number, words: string, note = '') =>
    Number.isFinite(value) ? [fact(name, words, note)] : [];
  return section('energy', {
    facts: [
      ...known('Energy made', made(total), shown.energy.format(made(total)), by),
      ...known('Gas made', gas(total), shown.volume.format(gas(total))),
      ...known('Mean power', total.power, shown.power.format(total.power), 'stops and gaps included'),
      ...known(
        'Capacity factor',
        total.capacity,
        formatValue(total.capacity, '%'),
        `of ${shown.power.format(ratedKW ?? Number.NaN)} rated`,
      ),
      ...known('Revenue', total.revenue, money(total.revenue)),
      ...known('Cost of electricity', total.cost, money(total.cost)),
    ],
    tables: [
      {
        title: `By ${width}`,
        head: [width === 'day' ? 'Day' : 'Month', 'Energy', 'Gas', 'Mean power', 'Note'],
        rows: firstRows(
          report.rows.map((row, at) => [
            bucketName(row.fromMs, width, zone),
            shown.energy.format(made(row)),
            shown.volume.format(gas(row)),
            shown.power.format(row.power),
            notes[at]?.words ?? '',
          ]),
          MOST_ROWS,
          'Energy page',
        ),
        numbers: [1, 2, 3],
      },
    ],
  });
}
