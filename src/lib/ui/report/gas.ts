import type { GasProperty } from '$lib/plant/gas-quality';
import type { GasDisplay } from '$lib/state/gas-display';
import type { GasReport } from '$lib/state/gas-report';
import { gasRows } from '../gas/rows';
import { airVerdict, airWords, excursionWords } from '../gas/words';
import { nothing, section, type ReportSection } from './section';

/** A stream with what was computed of it. */
export interface ReportedGas {
  stream: string;
  /** Name of the limits, and of the reference conditions. */
  profile: string;
  reference: string;
  display: GasDisplay;
  has(property: GasProperty): boolean;
  report: GasReport;
}

/** Composition, heating value, limits and air of every stream. */
export function gasSection(streams: readonly ReportedGas[], zone: string): ReportSection {
  if (streams.length === 0)
    return nothing('gas', 'No column is known to be methane. Say on the Data page which sensor it is.');
  return section('gas', {
    sentences: streams.flatMap(({ stream, profile, reference, report, display }) => {
      const name = streams.length > 1 ? `${stream}: ` : '';
      const { excursions, air } = report;
      return [
        `${name}Limits: ${profile}; heating values: ${reference}.`,
        ...excursions.map((one) => `${name}${excursionWords(one, display, zone)}`),
        ...(air ? [`${name}${airVerdict(air)}`, ...air.stretches.map((one) => airWords(one, zone))] : []),
      ];
    }),
    tables: streams.map(({ stream, report, display, has }) => ({
      title: stream,
      head: ['Property', 'At the end', 'Mean', 'Lowest to highest', 'Limit', 'Out of limits'],
      rows: gasRows(report, display, has).flatMap(({ name, cells, limit, outside }) =>
        cells ? [[name, cells.now, cells.mean, cells.range, limit, outside]] : [],
      ),
      numbers: [1, 2, 3],
    })),
  });
}
