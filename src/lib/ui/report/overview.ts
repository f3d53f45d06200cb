import type { DisplayUnit } from '$lib/plant/units-display';
import { formatValue } from '$lib/series/format-value';
import type { Figure } from '$lib/state/key-figures';
import { changeInWords } from '../overview/change';
import { nothing, section, type ReportSection } from './section';

/** Key figures against the period before, and the trends as pictures. */
export function overviewSection(
  figures: readonly Figure[],
  displayOf: (figure: Figure) => DisplayUnit,
  pictures: ReportSection['pictures'],
): ReportSection {
  const known = figures.filter(({ value }) => Number.isFinite(value));
  if (known.length === 0) return nothing('overview', 'No readings in this period.');
  const rows = figures.map((figure) => {
    const { spec, value } = figure;
    const display = displayOf(figure);
    const shown = (one: number) => formatValue(display.convert(one), display.label);
    const outside = spec.normal !== null && (value < spec.normal.min || value > spec.normal.max);
    const normal = spec.normal ? `${shown(spec.normal.min)} to ${shown(spec.normal.max)}` : '';
    if (spec.tag === null) return [spec.name, 'not mapped', '', normal, ''];
    if (!Number.isFinite(value)) return [spec.name, 'no data', '', normal, ''];
    return [spec.name, shown(value), changeInWords(figure, display), normal, outside ? 'outside' : ''];
  });
  const head = ['Figure', 'In the period', 'Against the period before', 'Usual range', 'Verdict'];
  return section('overview', { tables: [{ title: '', head, rows, numbers: [1, 2, 3] }], pictures });
}
