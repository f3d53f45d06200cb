/** Units that a price may be given for. */
export const PRICE_UNITS = ['kWh', 'MWh', 'MMBtu', 'therm', 'GJ'] as const;
export type PriceUnit = (typeof PRICE_UNITS)[number];

/** What a person said of a plant's energy. */
export interface EnergySettings {
  currency: string;
  /** Price of the energy sold, per `energyPriceUnit`; null when not given. */
  energyPrice: number | null;
  energyPriceUnit: PriceUnit;
  /** Price of electricity, per kWh. */
  electricityPrice: number | null;
  /** Rated power of the gas made, superior heating value, kW. */
  ratedKW: number | null;
  /** Tags that meter the plant's own use of electricity. */
  electricity: string[];
}

export const DEFAULT_ENERGY: EnergySettings = {
  currency: 'USD',
  energyPrice: null,
  energyPriceUnit: 'MMBtu',
  electricityPrice: null,
  ratedKW: null,
  electricity: [],
};
