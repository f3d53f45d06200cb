import type { SiKind } from '$lib/plant/machines-columns';
import type { Quantity } from '$lib/plant/units-quantity';
import type { SourceColumn } from './machines-read';
import type { UnitsState } from './units.svelte';

/** How numbers computed in SI are shown: in the unit that the tag itself is shown in. */
export interface SiShown {
  /** Unit as written on the screen. */
  label: string;
  value(si: number): number;
  difference(si: number): number;
  all(si: Float64Array): Float64Array;
  /** Back to SI, for what a person enters. */
  toSi(shown: number): number;
}

const UNMAPPED: Record<Exclude<SiKind, 'as read'>, [quantity: Quantity, unit: string]> = {
  pressure: ['pressure', 'Pa(a)'],
  difference: ['differential pressure', 'Pa'],
  temperature: ['temperature', 'K'],
  flow: ['gas flow', 'Nm3/h'],
  power: ['power', 'kW'],
};

/** What units are asked of. */
type Units = Pick<UnitsState, 'of' | 'ofTag'>;

function shown(label: string, scale: number, offset: number): SiShown {
  return {
    label,
    value: (si) => si * scale + offset,
    difference: (si) => si * scale,
    all: (si) => si.map((value) => value * scale + offset),
    toSi: (value) => (value - offset) / scale,
  };
}

/**
 * How a column is shown.
 * @param kind what it holds when no tag is mapped
 */
export function shownOf(column: SourceColumn | null, kind: SiKind, units: Units): SiShown {
  if (column === null) {
    if (kind === 'as read') return shown('', 1, 0);
    const unit = units.of(...UNMAPPED[kind]);
    return shown(unit.label, unit.convert(1) - unit.convert(0), unit.convert(0));
  }
  const unit = units.ofTag(column.tag);
  const [zero, one] = [0, 1].map((si) => unit.convert((si - column.toSi.offset) / column.toSi.scale));
  return shown(unit.label, one - zero, zero);
}

/** How a difference of two pressures is shown: in the unit of one of them. */
export function shownHead(column: SourceColumn | null, units: Units): SiShown {
  const named = column?.tag.unit.replace(/\([ag]\)$/, '') || (column ? 'psi' : 'Pa');
  const unit = units.of('differential pressure', named);
  if (!column) return shown(unit.label, unit.difference(1), 0);
  return shown(unit.label, unit.difference(1 / column.toSi.scale), 0);
}
