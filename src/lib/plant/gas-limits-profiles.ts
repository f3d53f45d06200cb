import type { GasLimit, GasProfile, LimitPriority } from './gas-limits';
import type { GasProperty } from './gas-quality';

const limit = (
  property: GasProperty,
  min: number | null,
  max: number | null,
  unit: string,
  source: string,
  priority: LimitPriority = 'medium',
): GasLimit => ({ property, min, max, unit, priority, source });

const RASI = 'Rasi 2007';
const RULES = 'rule of the reference plant';
const PD01 = 'PD-01, Spain';
const SWEDEN = 'SS 15 54 38, Sweden (older edition)';
const ENGINE = 'usual makers’ guidance; ask yours';

/** Profiles that come with the site. A person edits a copy; each limit names its source. */
export const GAS_PROFILES: readonly GasProfile[] = [
  {
    id: 'none',
    name: 'No limits',
    purpose: 'Nothing is judged.',
    reference: null,
    limits: [],
  },
  {
    id: 'raw-biogas',
    name: 'Raw biogas',
    purpose: 'Usual composition of gas from a digester.',
    reference: null,
    limits: [
      limit('ch4', 50, 70, '%', RASI),
      limit('co2', 25, 50, '%', RASI),
      limit('n2', 0.3, 3, '%', RASI, 'low'),
      limit('o2', null, 1, '%', RASI, 'high'),
    ],
  },
  {
    id: 'landfill-gas',
    name: 'Landfill gas',
    purpose: 'Usual composition of gas from a landfill, which draws some air.',
    reference: null,
    limits: [
      limit('ch4', 50, 70, '%', RASI),
      limit('co2', 25, 50, '%', RASI),
      limit('n2', 0.3, 17, '%', RASI, 'low'),
      limit('o2', null, 1, '%', RASI, 'high'),
    ],
  },
  {
    id: 'reference-plant',
    name: 'Reference plant',
    purpose: 'Rules of the plant this site was made for.',
    reference: null,
    limits: [limit('ch4', 65, 80, '%', RULES, 'high')],
  },
  {
    id: 'gas-engine',
    name: 'Gas engine with catalyst',
    purpose: 'Hydrogen sulfide that an engine with an exhaust catalyst bears.',
    reference: null,
    limits: [limit('h2s', null, 100, 'ppm', ENGINE, 'high')],
  },
  {
    id: 'gas-engine-plain',
    name: 'Gas engine without catalyst',
    purpose: 'Hydrogen sulfide that an engine without an exhaust catalyst bears; 500 ppm is the upper bound.',
    reference: null,
    limits: [limit('h2s', null, 300, 'ppm', ENGINE, 'high')],
  },
  {
    id: 'grid-spain',
    name: 'Gas grid, Spain (PD-01)',
    purpose:
      'Biomethane fed into the Spanish grid. Conditions 0/0 are taken, as the source at hand names none.',
    reference: '0/0',
    limits: [
      limit('wobbe', 13.403, 16.058, 'kWh/m3', PD01, 'high'),
      limit('gross', 10.26, 13.26, 'kWh/m3', PD01, 'high'),
      limit('relativeDensity', 0.555, 0.7, '', PD01),
      limit('ch4', 95, null, '%', PD01, 'high'),
      limit('co2', null, 2.5, '%', PD01),
      limit('o2', null, 0.3, '%', `${PD01}: 0.01 in general, to 0.3 for biogas`),
      limit('h2s', null, 15, 'mg/m3', `${PD01}: H2S and COS together`, 'high'),
    ],
  },
  {
    id: 'grid-sweden',
    name: 'Gas grid and vehicles, Sweden (older)',
    purpose:
      'Biomethane as vehicle fuel by the older Swedish standard. Wobbe index by Nm3, combustion 25 °C.',
    reference: '25/0',
    limits: [
      limit('wobbe', 49, 56.9, 'MJ/m3', SWEDEN, 'high'),
      limit('h2s', null, 5, 'mg/Nm3', SWEDEN, 'high'),
      limit('o2', null, 0.1, '%', SWEDEN),
      limit('co2', null, 2.5, '%', SWEDEN),
    ],
  },
  {
    id: 'en-16723',
    name: 'EN 16723 (to be filled in)',
    purpose: 'The tables of the standard are not at hand: write in the limits of your contract.',
    reference: '15/15',
    limits: [],
  },
];

/** A profile by its id among a person's own and those of the site; `No limits` for an id that is none. */
export const profileOf = (id: string, own: readonly GasProfile[]): GasProfile =>
  [...own, ...GAS_PROFILES].find((profile) => profile.id === id) ?? GAS_PROFILES[0];

/**
 * The profile that a stream is held against until a person chooses: raw biogas below 90 % methane. The reference plant's
 * own analyser has that plant's rules.
 * @param header  of the methane column
 * @param percent mean methane of the whole history
 */
export function usualProfile(header: string, percent: number): string {
  if (/^(?:bop_plc_)?abb_gc_outletstream_ch4$/i.test(header.trim())) return 'reference-plant';
  return percent < 90 ? 'raw-biogas' : 'none';
}
