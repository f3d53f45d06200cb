import type { ColumnName } from './columns';
import { hasFailed, severitiesAt, type Fault, type Severities } from './faults';
import type { PlantConfig } from './plant-config';

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;

/** Why the line stands, and which buttons and alarms show. */
export interface Conditions {
  faults: Readonly<Severities>;
  /** True when the line may run. */
  running: boolean;
  compressorFault: boolean;
  blowerFault: boolean;
  abort: boolean;
  pressed: readonly ColumnName[];
  calibrating: boolean;
}

/** Calibration gas: ch4, co2, n2, o2 in %, H2S in ppm. */
export const CALIBRATION_GAS = [70, 25, 4.5, 0.5, 0];
const CALIBRATION_MINUTES = 18;

function plannedStop({ plannedStop: stop }: PlantConfig, timeMs: number): boolean {
  const day = Math.floor(timeMs / DAY_MS);
  const minute = (timeMs - day * DAY_MS) / MINUTE_MS - stop.hour * 60;
  return (day - stop.offsetDays) % stop.everyDays === 0 && minute >= 0 && minute < stop.minutes;
}

function calibrating({ analyser }: PlantConfig, timeMs: number): boolean {
  const day = Math.floor(timeMs / DAY_MS);
  const minute = (timeMs - day * DAY_MS) / MINUTE_MS - analyser.calibrationHour * 60;
  return day % 7 === analyser.calibrationDay && minute >= 0 && minute < CALIBRATION_MINUTES;
}

/** State of permission and alarms at a time, from faults and planned stops. */
export function conditionsAt(config: PlantConfig, faults: readonly Fault[], timeMs: number): Conditions {
  const severities = severitiesAt(faults, timeMs);
  const failed = faults.filter((fault) => hasFailed(fault, timeMs));
  const failedBlower = failed.some(({ kind }) => kind === 'blower_wear' || kind === 'inlet_filter_clogging');
  const failedCompressor = failed.some(({ kind }) =>
    [
      'discharge_valve_leak',
      'oil_cooler_fouling',
      'oil_filter_clogging',
      'motor_bearing_wear',
      'suction_restriction',
    ].includes(kind),
  );
  const pressed = faults.flatMap((fault) =>
    fault.kind === 'estop' && severities.estop > 0 && fault.fromMs <= timeMs && timeMs < fault.toMs
      ? [fault.column ?? 'bop_plc_in_hs901_estop']
      : [],
  );
  const blowerFault = failedBlower || severities.blower_vfd_trip > 0;
  const abort = severities.abort > 0;
  const running =
    failed.length === 0 && !blowerFault && !abort && pressed.length === 0 && !plannedStop(config, timeMs);
  return {
    faults: severities,
    running,
    compressorFault: failedCompressor,
    blowerFault,
    abort,
    pressed,
    calibrating: calibrating(config, timeMs),
  };
}
