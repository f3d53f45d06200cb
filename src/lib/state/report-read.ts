import { countEnergy, type EnergyCounted } from '$lib/api/energy';
import type { TimeRange } from '$lib/ingest/types';
import { energyReport, type EnergyReport } from '$lib/plant/energy-report';
import { readEnergySettings } from '$lib/store/energy-settings';
import type { EnergySettings } from '$lib/store/energy-types';
import type { Plant, SeriesData, TagInfo } from '$lib/store/plant-types';
import { metersOf, pricesOf } from './energy';
import { gasReport, type GasReport } from './gas-report';
import { gasSetup, type GasSetup } from './gas-setup';
import { streamsOf } from './gas-streams';
import { computeFigures, figuresOf, trendsOf, type Figure, type TrendGroup } from './key-figures';
import { readEquipment, type Equipment } from './key-figures-equipment';
import { readHealth, type Health } from './key-figures-health';
import type { UnitsState } from './units.svelte';

const DAY_MS = 86_400_000;
/** From here on energy is summed by month. */
const MONTHS_FROM_MS = 62 * DAY_MS;
const COVERAGE_BUCKETS = 480;
const GAS_WIDTH_PX = 240;

/** A stream of the plant, with what was computed of it. */
export interface ReadGas extends GasSetup {
  stream: string;
  report: GasReport;
}

/** Everything of a report that is computed from the plant itself. */
export interface ReadReport {
  range: TimeRange;
  figures: Figure[];
  trends: { group: TrendGroup; data: SeriesData }[];
  gas: ReadGas[];
  equipment: Equipment[];
  health: Health;
  /** Null when nothing of it is mapped. */
  energy: {
    counted: EnergyCounted;
    report: EnergyReport;
    settings: EnergySettings;
    width: 'day' | 'month';
  } | null;
  /** Rows read in percent of those expected, NaN when not known. */
  coveragePercent: number;
}

const mean = (values: Float64Array): number =>
  values.length === 0 ? Number.NaN : values.reduce((sum, value) => sum + value, 0) / values.length;

/**
 * Read what a report says of a period, by the functions that the pages ask.
 * @param widthPx of the pictures
 * @param zone in whose days energy is summed
 * @throws AbortError when given up
 */
export async function readReport(
  plant: Plant,
  units: UnitsState,
  range: TimeRange,
  { widthPx, zone }: { widthPx: number; zone: string },
  signal: AbortSignal,
): Promise<ReadReport> {
  const { conditions } = units;
  const gas = streamsOf(plant)
    .map((stream) => ({ stream: stream.name, ...gasSetup(stream, units) }))
    .filter(({ inputs }) => 'ch4' in inputs);
  const [figures, trends, gasReports, equipment, health, energy, coverage] = await Promise.all([
    computeFigures(plant, figuresOf(plant), range, signal),
    Promise.all(trendsOf(plant).map((group) => readTrend(plant, units, group, range, widthPx, signal))),
    Promise.all(
      gas.map(({ inputs, reference, limits }) =>
        gasReport(plant, { source: { inputs, reference }, limits, range, widthPx: GAS_WIDTH_PX }, signal),
      ),
    ),
    readEquipment(plant, conditions, range, signal),
    readHealth(plant, range, signal),
    readEnergy(plant, units, range, zone, signal),
    plant.coverage(range, COVERAGE_BUCKETS, signal),
  ]);
  return {
    ...{ range, figures, trends, equipment, health, energy },
    gas: gas.map((one, at) => ({ ...one, report: gasReports[at] })),
    coveragePercent: mean(coverage.percent),
  };
}

async function readTrend(
  plant: Plant,
  units: UnitsState,
  group: TrendGroup,
  range: TimeRange,
  widthPx: number,
  signal: AbortSignal,
) {
  const infos: TagInfo[] = group.tags.map(({ info }) => info);
  const data = await plant.series({ ...range, tags: infos.map(({ tag }) => tag), widthPx }, signal);
  return { group, data: units.convertSeries(data, infos) };
}

async function readEnergy(
  plant: Plant,
  { conditions }: UnitsState,
  range: TimeRange,
  zone: string,
  signal: AbortSignal,
): Promise<ReadReport['energy']> {
  const meters = metersOf(plant, conditions);
  if ((meters.energy ?? meters.volume ?? meters.streams.at(0)) === undefined) return null;
  const settings = await readEnergySettings(plant.info.fingerprint);
  const width = range.toMs - range.fromMs > MONTHS_FROM_MS ? 'month' : 'day';
  const counted = await countEnergy(plant, meters, settings.electricity, { range, width, zone }, signal);
  const { edges, columns } = counted;
  const report = energyReport(edges, counted.range, columns, settings.ratedKW, pricesOf(settings));
  return { counted, report, settings, width };
}
