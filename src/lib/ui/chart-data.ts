import { assignColors } from '$lib/charts/palette';
import type { ChartData, ChartSeries } from '$lib/charts/types';
import type { ColumnPlan } from '$lib/ingest/types';
import type { ImportPreview } from '$lib/rpc/importer';
import { canonicalTag } from '$lib/plant/tags';
import type { Plant, SeriesData, TagInfo } from '$lib/store/plant-types';

/** What a chart needs to know of a tag. */
export interface ChartTag {
  tag: string;
  label: string;
  unit: string;
  kind: 'number' | 'boolean';
}

/** Nothing yet: the frame of a chart before its first data. */
export const NO_DATA: ChartData = { timesMs: new Float64Array(), series: [] };

/** States have no unit, but an axis of their own. */
export const shownUnit = (unit: string, kind: string): string => (kind === 'boolean' ? 'on/off' : unit);

/** A tag of an open plant, as a chart calls it: by its meaning where it has one, else by its header. */
export function chartTag(
  plant: Pick<Plant, 'tagOf'>,
  { tag, header, canonical, unit, kind }: TagInfo,
): ChartTag {
  const meant = canonical !== null && plant.tagOf(canonical) === tag ? canonicalTag(canonical) : null;
  return { tag, label: meant?.name ?? header, unit: shownUnit(unit, kind), kind };
}

/** A column of an import, as a chart calls it. */
export function chartColumn({ tag, header, canonical, unit, kind }: ColumnPlan): ChartTag {
  const meant = canonical === null ? null : canonicalTag(canonical);
  return {
    tag,
    label: meant?.name ?? header,
    unit: shownUnit(unit, kind),
    kind: kind === 'boolean' ? 'boolean' : 'number',
  };
}

function chartSeries(
  found: { tag: string; avg: Float64Array; min: Float64Array; max: Float64Array },
  { label, unit, kind }: ChartTag,
  color: string,
  raw: boolean,
): ChartSeries {
  const steps = kind === 'boolean' && raw;
  const band = raw ? { min: null, max: null } : { min: found.min, max: found.max };
  return { tag: found.tag, label, unit, color, kind: steps ? 'step' : 'line', values: found.avg, ...band };
}

/**
 * Series as a chart takes them. Tags the plant does not know are left out.
 * @param tags what is charted
 * @param together all tags on the page, so that no two of them share a colour without need
 */
export function chartData(
  { timesMs, series, level }: Pick<SeriesData, 'timesMs' | 'series' | 'level'>,
  tags: readonly ChartTag[],
  together: readonly string[] = tags.map(({ tag }) => tag),
): ChartData {
  const colors = assignColors([...together]);
  return {
    timesMs,
    series: tags.flatMap((tag) => {
      const found = series.find((one) => one.tag === tag.tag);
      return found ? [chartSeries(found, tag, colors.get(tag.tag) ?? 'currentColor', level === 'raw')] : [];
    }),
  };
}

/** What an import has read so far, as a chart takes it. */
export function previewData({ timesMs, series }: ImportPreview, tags: readonly ChartTag[]): ChartData {
  return chartData({ timesMs, series, level: 'minute' }, tags);
}

/** Which level of detail is shown, in words. */
export function levelInWords({ level, bucketSeconds }: Pick<SeriesData, 'level' | 'bucketSeconds'>): string {
  if (level === 'raw') return 'Readings as recorded';
  const minutes = bucketSeconds / 60;
  const width =
    minutes < 60 ? `${minutes}-minute` : minutes < 1440 ? `${minutes / 60}-hour` : `${minutes / 1440}-day`;
  return `${width} averages; the band is lowest to highest`;
}
