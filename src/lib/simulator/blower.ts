/** A blower's curve at 60 Hz. */
export interface BlowerCurve {
  /** Head without flow, psi. */
  shutOffPsi: number;
  /** Head lost by flow, psi/scfm2. */
  droop: number;
  efficiency: number;
}

const FULL_HZ = 60;
/** kW of a psi times a cubic foot per minute. */
const KW_PER_PSI_CFM = 0.0032536;

/** Head, psi: shut-off head times speed squared less droop times flow squared (affinity laws). */
export const blowerHead = (curve: BlowerCurve, hz: number, flow: number): number =>
  curve.shutOffPsi * (hz / FULL_HZ) ** 2 - curve.droop * flow ** 2;

/** Speed that gives a head at a flow, Hz, not above 60. */
export const blowerSpeed = (curve: BlowerCurve, head: number, flow: number): number =>
  Math.min(FULL_HZ, FULL_HZ * Math.sqrt(Math.max(0, head + curve.droop * flow ** 2) / curve.shutOffPsi));

/** Shaft power, kW: head times flow over efficiency. */
export const blowerPower = (curve: BlowerCurve, head: number, flow: number): number =>
  (KW_PER_PSI_CFM * Math.max(0, head) * flow) / curve.efficiency;
