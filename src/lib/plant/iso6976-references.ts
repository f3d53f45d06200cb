import { NORMAL, scfState, SIXTY_F_KELVIN, STANDARD, type GasState } from './units-conditions';

/** Where gas is burnt (temperature) and where its volume is counted (temperature and pressure). */
export interface Reference {
  /** As stored in settings: `25/0`. */
  id: string;
  /** In words. */
  name: string;
  combustionKelvin: number;
  metering: GasState;
}

const CELSIUS_0 = 273.15;

/** Reference conditions a person may choose; the base pressure of 60 degF follows the plant's standard cubic foot. */
export const REFERENCE_IDS = ['25/0', '15/15', '60F', '0/0', '15/0', '20/20'] as const;

/**
 * Reference conditions of an id; those of `25/0` for an id that is none.
 * @param scfPsia base pressure of a standard cubic foot, psi absolute
 */
export function referenceOf(id: string, scfPsia: 14.696 | 14.73 = 14.696): Reference {
  switch (id) {
    case '15/15':
      return of(id, 'combustion 15 °C, volume 15 °C', 15, STANDARD);
    case '60F':
      return {
        id,
        name: `combustion 60 °F, volume 60 °F and ${scfPsia} psia`,
        combustionKelvin: SIXTY_F_KELVIN,
        metering: scfState({ scfPsia }),
      };
    case '0/0':
      return of(id, 'combustion 0 °C, volume 0 °C', 0, NORMAL);
    case '15/0':
      return of(id, 'combustion 15 °C, volume 0 °C', 15, NORMAL);
    case '20/20':
      return of(id, 'combustion 20 °C, volume 20 °C', 20, { kelvin: 293.15, pascal: NORMAL.pascal });
    default:
      return of('25/0', 'combustion 25 °C, volume 0 °C', 25, NORMAL);
  }
}

const of = (id: string, name: string, celsius: number, metering: GasState): Reference => ({
  id,
  name,
  combustionKelvin: CELSIUS_0 + celsius,
  metering,
});
