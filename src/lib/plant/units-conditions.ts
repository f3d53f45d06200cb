/** State of a gas volume: the temperature and pressure at which its cubic metres or cubic feet are counted. */
export interface GasState {
  kelvin: number;
  /** Absolute. */
  pascal: number;
}

/** Pascals in a pound a square inch. */
export const PSI_PASCAL = 6894.757293168;
/** 60 degF in kelvin. */
export const SIXTY_F_KELVIN = 288.7055555555556;
/** The standard atmosphere. */
export const ATMOSPHERE_PASCAL = 101_325;

/** 0 degC, 101.325 kPa (DIN 1343): Nm3. */
export const NORMAL: GasState = { kelvin: 273.15, pascal: ATMOSPHERE_PASCAL };
/** 15 degC, 101.325 kPa (ISO 13443): Sm3. */
export const STANDARD: GasState = { kelvin: 288.15, pascal: ATMOSPHERE_PASCAL };

/** What the units of one plant stand for where their names alone do not say it. */
export interface UnitConditions {
  /** Pressure of the air around the plant, Pa: what a gauge counts from. */
  atmospherePascal: number;
  /** What a bare `psi`, `bar`, `mbar` or `kPa` of a pressure reading is. */
  plainPressure: 'gauge' | 'absolute';
  /** Base pressure of the standard cubic foot at 60 degF, psi absolute. */
  scfPsia: 14.696 | 14.73;
  /** What a bare `m3` or `ft3` of gas is; null where it is at the pressure and temperature of the pipe, or not known. */
  plainGas: GasState | null;
  /** What a m3 of a heating value or of mg/m3 is. */
  metering: GasState;
}

/** Sea level, gauges, scf at 14.696 psia, bare cubic metres unknown, heating values by Nm3. */
export const USUAL_CONDITIONS: UnitConditions = {
  atmospherePascal: ATMOSPHERE_PASCAL,
  plainPressure: 'gauge',
  scfPsia: 14.696,
  plainGas: null,
  metering: NORMAL,
};

/**
 * Volume of an ideal gas at a state over its volume at normal conditions.
 * Real gases differ by Z(0 degC)/Z: below 0.1 % for biogas.
 */
export const volumeRatio = ({ kelvin, pascal }: GasState): number =>
  (kelvin / NORMAL.kelvin) * (NORMAL.pascal / pascal);

/** The state of a standard cubic foot. */
export const scfState = (conditions: Pick<UnitConditions, 'scfPsia'>): GasState => ({
  kelvin: SIXTY_F_KELVIN,
  pascal: conditions.scfPsia * PSI_PASCAL,
});

/**
 * Mean pressure of the air at a height, ISO 2533 standard atmosphere.
 * @param metres above the sea, -500..11000
 * @returns Pa
 */
export const atmosphereAt = (metres: number): number =>
  ATMOSPHERE_PASCAL * (1 - 2.25577e-5 * metres) ** 5.25588;

/** Whether a pressure may be that of the air where people live, kPa. */
export const isAtmosphere = (kPa: number): boolean => kPa >= 50 && kPa <= 110;
