import type { UnitQuantity } from './unit-words';

/** When a header means a canonical tag. All of `needs` must match its words (`_like_this_`), none of `not`. */
export interface MappingRule {
  canonical: string;
  needs: RegExp[];
  not?: RegExp;
  /** Quantities that the column's unit may have; a known unit of another quantity rules the rule out. */
  quantities: UnitQuantity[];
  confidence: number;
  /** Only where the stream has gas analysis beside it. */
  besideGas?: boolean;
}

const PRESSURE = /press|druck(?!seit)/;
const TEMPERATURE = /temp/;
const FLOW = /_flow|flow_|durchfl|volumenstrom/;
const SUCTION = /suct|saug|inlet|eintritt|eingang|_in_/;
const DISCHARGE = /disch|outlet|austritt|ausgang|auslass|druckseit|enddruck|_out_/;
const COMPRESSOR = /_comp_|compress|verdichter|kompressor/;
const BLOWER = /blower|geblaese/;
const OIL = /oil(?!et)|oel/;
const RUNNING = /running|run_?status|_run_|laeuft|betrieb(?!s)|_on_/;
const FAULT = /fault|stoer/;

/** What makes a gas reading another thing: other places, other quantities, set points. */
const NOT_ANALYSIS =
  /press|druck|temp|flow|durchfl|volum|menge|recover|energ|btu|speed|leak|_lel_|flare|fackel|_tox|oxidi[sz]er|alarm|limit|set_?p|soll|ambient|umgebung|raum|room|dissolv|geloest|abgas|exhaust|flue|total|target|valve|ventil|_pump|biomethan|range|status|quality|min_|max_/;
const NOT_STREAM =
  /today|yest|heute|gestern|acc|total|_sum_|recover|flare|fackel|_tox|oxidi[sz]er|abgas|exhaust|flue|water|wasser|_oil|oel|compress|_comp_|verdichter|blower|geblaese|alarm|limit|set_?p|soll|valve|ventil|pump|diff|_dp_|digester|fermenter|ambient|range|status|quality/;
const NOT_MACHINE =
  /diff|delta|_dp_|_oil|oil_|oel|filter|water|wasser|alarm|limit|set_?p|soll|valve|ventil|ambient|bearing|lager|winding|wicklung/;
const NOT_STATE =
  /hours|stunden|permis|request|ready|bereit|valve|ventil|_x?v\d|klappe|pump|fan_|count|time|heat|oil|reset|cmd|command|enable|remote|dryer|cool/;

const analysis = (gas: string, words: RegExp): MappingRule => ({
  canonical: `gas.${gas}`,
  needs: [words],
  not: NOT_ANALYSIS,
  quantities: ['fraction'],
  confidence: 0.82,
});

const ofStream = (name: string, words: RegExp, quantity: UnitQuantity): MappingRule[] => [
  {
    canonical: `gas.${name}`,
    needs: [words],
    not: NOT_STREAM,
    quantities: [quantity],
    confidence: 0.82,
    besideGas: true,
  },
  {
    canonical: `gas.${name}`,
    needs: [words, /gas/],
    not: NOT_STREAM,
    quantities: [quantity],
    confidence: 0.7,
  },
];

function machine(name: string, words: RegExp): MappingRule[] {
  const rule = (
    tag: string,
    needs: RegExp[],
    quantities: UnitQuantity[],
    confidence: number,
    not: RegExp = NOT_MACHINE,
  ): MappingRule => ({ canonical: `${name}.${tag}`, needs: [words, ...needs], quantities, confidence, not });
  const state = new RegExp(`${NOT_STATE.source}${name === 'compressor' ? '|blower|geblaese' : '|compress'}`);
  return [
    rule(
      'suction_pressure',
      [SUCTION, PRESSURE],
      ['pressure'],
      0.8,
      new RegExp(`${NOT_MACHINE.source}|${DISCHARGE.source}`),
    ),
    rule('suction_temperature', [SUCTION, TEMPERATURE], ['temperature'], 0.8),
    rule('discharge_pressure', [DISCHARGE, PRESSURE], ['pressure'], 0.8),
    rule('running', [RUNNING], ['other'], 0.8, new RegExp(`${state.source}|${FAULT.source}`)),
    rule('fault', [FAULT], ['other'], 0.8, state),
  ];
}

/** Rules by meaning, English and German. */
export const MAPPING_RULES: readonly MappingRule[] = [
  analysis('ch4', /_ch4(?=_|conc|pct)|(?<!bio)methan(?!ol)/),
  analysis('co2', /_co2(?=_|conc|pct)|kohlen(?:stoff)?dioxid|carbon_?dioxide/),
  analysis('n2', /_n2(?=_|conc|pct)|nitrogen|stickstoff/),
  analysis('o2', /_o2(?=_|conc|pct)|oxygen|(?<!geloester_)sauerstoff/),
  analysis('h2s', /_h2s(?=_|conc|ppm)|hydrogen_?sul|schwefelwasserstoff/),
  ...ofStream('flow', FLOW, 'flow'),
  ...ofStream('pressure', PRESSURE, 'pressure'),
  ...ofStream('temperature', TEMPERATURE, 'temperature'),
  {
    canonical: 'gas.accumulated_volume',
    needs: [/acc(?:um|umulated)?_?vol|totali[sz]|zaehlerstand|gaszaehler/, /vol|gas|flow/],
    not: /today|yest|heute|gestern|energ|water|wasser|kwh|strom_|flare|fackel/,
    quantities: ['volume'],
    confidence: 0.75,
  },
  {
    canonical: 'energy.today',
    needs: [/today|heute|tages/, /energ/],
    not: /yest|gestern|volum|power|kwh|strom|electr|elektr|target|soll/,
    quantities: ['energy'],
    confidence: 0.75,
  },
  ...machine('compressor', COMPRESSOR),
  {
    canonical: 'compressor.discharge_temperature',
    needs: [COMPRESSOR, DISCHARGE, TEMPERATURE],
    not: NOT_MACHINE,
    quantities: ['temperature'],
    confidence: 0.8,
  },
  {
    canonical: 'compressor.motor_current',
    needs: [COMPRESSOR, /_?amps?_|current|strom(?!ung)/],
    not: /alarm|limit|set_?p|soll|fan|oil_?pump|volumenstrom|energ|power/,
    quantities: ['current'],
    confidence: 0.8,
  },
  {
    canonical: 'compressor.speed_command',
    needs: [COMPRESSOR, /speed|drehzahl/, /cmd|command|_ref|soll|vorgabe/],
    not: /alarm|limit|fan/,
    quantities: ['fraction', 'speed', 'frequency'],
    confidence: 0.8,
  },
  {
    canonical: 'compressor.oil_temperature',
    needs: [COMPRESSOR, OIL, TEMPERATURE],
    not: /alarm|limit|set_?p|soll|heater/,
    quantities: ['temperature'],
    confidence: 0.8,
  },
  {
    canonical: 'compressor.oil_filter_dp',
    needs: [COMPRESSOR, OIL, /filter/, /diff|delta|_dp_/],
    not: /alarm|limit|set_?p|soll/,
    quantities: ['pressure'],
    confidence: 0.8,
  },
  {
    canonical: 'compressor.oil_pressure',
    needs: [COMPRESSOR, OIL, PRESSURE],
    not: /filter|alarm|limit|set_?p|soll|gas/,
    quantities: ['pressure'],
    confidence: 0.7,
  },
  ...machine('blower', BLOWER),
  {
    canonical: 'blower.speed',
    needs: [BLOWER, /speed|drehzahl|freq/],
    not: /alarm|limit|set_?p|soll|vorgabe|cmd|command|_ref/,
    quantities: ['frequency', 'speed', 'fraction'],
    confidence: 0.8,
  },
  ...[1, 2, 3].map((number): MappingRule => ({
    canonical: `safety.estop_${number}`,
    needs: [
      /e_?stop|emergency_?stop|not_?aus(?!l)|not_?halt/,
      new RegExp(`(?:hs90|stop_?|aus_?|halt_?)${number}_`),
    ],
    not: /reset|quitt/,
    quantities: ['other'],
    confidence: 0.75,
  })),
  {
    canonical: 'safety.estop_1',
    needs: [/_e_?stop_$|emergency_?stop_$|not_?aus_$|not_?halt_$/],
    not: /\d|reset|quitt/,
    quantities: ['other'],
    confidence: 0.7,
  },
  {
    canonical: 'safety.abort',
    needs: [/_system_abort_|_plant_abort_/],
    quantities: ['other'],
    confidence: 0.75,
  },
  {
    canonical: 'plant.running',
    needs: [/_(?:system|plant)_running_|anlage_(?:.*_)?(?:laeuft|betrieb)/],
    not: /_lp_|_hp_|skid|comp|blower|pump|hours|stunden/,
    quantities: ['other'],
    confidence: 0.75,
  },
];
