import type { PartHealth } from '$lib/maintenance/judge-types';
import type { DisplayUnit } from '$lib/plant/units-display';
import type { TagInfo } from '$lib/store/plant-types';

const FIXED = { percent: '%', points: '%-points', ppm: 'ppm' } as const;

/** Units are asked of it. */
interface Units {
  ofTag(tag: TagInfo): DisplayUnit;
}

/**
 * How a residual is shown: in the unit of its sensor, or as it is.
 * @returns unit, and how many of it one unit of the judgement (SI) is
 */
export function residualShown(
  { kind, sensor }: Pick<PartHealth, 'kind' | 'sensor'>,
  tags: readonly TagInfo[],
  units: Units,
): { unit: string; scale: number } {
  if (kind === 'percent' || kind === 'points' || kind === 'ppm') return { unit: FIXED[kind], scale: 1 };
  const tag = tags.find((one) => one.tag === sensor?.tag);
  if (!sensor || !tag)
    return { unit: kind === 'temperature' ? 'K' : kind === 'flow' ? 'Nm3/h' : 'Pa', scale: 1 };
  const shown = units.ofTag(tag);
  // A pressure difference has no reference, whatever the sensor's unit says.
  const unit =
    shown.label.replace(/\s*\([^)]*\)|(?<=psi|bar)\s*[ag]$/g, '') || (kind === 'temperature' ? '°F' : 'psi');
  return { unit, scale: shown.difference(1 / sensor.scale) };
}
