/** How a detector did on data with known faults; null where it was not judged on them. Rates are 0 to 1. */
export interface DetectorCard {
  /** Name of a detector, `consensus`, or `events` for what the app shows. */
  detector: string;
  /** Real pump rig, one fault group, points, not adjusted. */
  skab: { f1: number; falseAlarmRate: number; missedAlarmRate: number; vusPr: number } | null;
  /** Simulated chemical plant. */
  tennesseeEastman: { meanDetection: number; falseAlarmRate: number } | null;
  /** Simulated biogas plants. */
  plants: {
    faults: number;
    found: number;
    falseAlarmsPerWeek: number;
    medianDelayMinutes: number | null;
    firstMoverRight: number;
    firstMoverJudged: number;
    /** Where they are other plants than those of all cards, judged on another day. */
    seeds?: number[];
    judgedOn?: string;
  } | null;
}

/** The judgement of all detectors, as `npm run bench:detect -- --card src/lib/detect/judge/cards.json` writes it. */
export interface DetectorCards {
  /** Day of the run, ISO 8601. */
  judgedOn: string;
  /** Seeds of the simulated plants. */
  seeds: number[];
  cards: DetectorCard[];
}
