import { writeFileSync } from 'node:fs';

/** The columns of the reference plant that the API answers from. */
export const COLUMNS = [
  'abb_gc_outletstream_ch4',
  'abb_gc_outletstream_co2',
  'abb_gc_outletstream_n2',
  'abb_gc_outletstream_o2',
  'abb_gc_outletstream_h2s',
  'abb_gc_outletstream_flow',
  'vl_comp_suction_pressure',
  'vl_comp_suction_temp',
  'vl_comp_discharge_pressure',
  'vl_comp_discharge_temp',
  'vl_comp_mainmotor_amps',
  'vl_comp_oilinjection_temp',
  'vl_comp_oilfilterdiff_pressure',
  'vl_comp_runstatus',
  'vl_comp_faultstatus',
  'bge_blowersuction_pressure',
  'bge_blowersuction_temp',
  'bge_blowerdischarge_pressure',
  'bge_blowervfd_speed',
  'bge_blowervfd_runstatus',
  'bge_blowervfd_faultstatus',
  'inr_fc_todayenergy_real',
  'inr_fc_accvolume_real',
  'bge_skid_running',
].map((name) => `bop_plc_${name}`);

export const START = '2024-03-01T06:00:00Z';
export const STEP_SECONDS = 10;
const ROWS = (48 * 3600) / STEP_SECONDS;
/** Both counters read zero in this hour, as when a controller is restarted, and come back. */
export const DROPOUT = ['2024-03-02T14:20:00Z', '2024-03-02T14:40:00Z'] as const;

const wave = (row: number, period: number) => Math.sin((2 * Math.PI * row) / period);
const bit = (on: boolean) => (on ? 't' : 'f');

/**
 * Write 48 hours of a plant, a row every 10 s: a stop of two hours with a fault at its start, a motor that draws far too
 * much for three hours, energy that starts again at midnight, and counters that drop out for twenty minutes.
 */
export function writeApiExport(path: string): void {
  const startMs = Date.parse(START);
  const [dropFrom, dropTo] = DROPOUT.map((time) => Date.parse(time));
  let [energy, volume] = [31.4, 184_532];
  const lines = [['timestamp', ...COLUMNS].join(',')];
  for (let row = 0; row < ROWS; row++) {
    const ms = startMs + row * STEP_SECONDS * 1000;
    const hour = (ms - startMs) / 3_600_000;
    const running = hour < 30 || hour >= 32;
    const fault = hour >= 30 && hour < 30.4;
    const heavy = hour >= 40 && hour < 43;
    const ch4 = 73 + 1.5 * wave(row, 4000);
    const flow = running ? 55 + 3 * wave(row, 900) : 0;
    if (ms % 86_400_000 === 0) energy = 0;
    const scf = (flow * STEP_SECONDS) / 60;
    energy += (scf * (ch4 / 100) * 1010) / 1e6;
    volume += scf / 1000;
    const dropped = ms >= dropFrom && ms < dropTo;
    const values = [
      ch4.toFixed(3),
      (20 + wave(row, 3000)).toFixed(3),
      (5.5 + 0.2 * wave(row, 5000)).toFixed(3),
      (0.5 + 0.1 * wave(row, 700)).toFixed(3),
      (3 + 2 * wave(row, 6000)).toFixed(2),
      flow.toFixed(3),
      (1.3 + 0.05 * wave(row, 500)).toFixed(3),
      (76 + 4 * wave(row, 8640)).toFixed(2),
      (running ? 104 + 2 * wave(row, 800) : 0).toFixed(2),
      (running ? 165 + 5 * wave(row, 8640) : 80).toFixed(2),
      (running ? (heavy ? 19 : 14) + 0.4 * wave(row, 300) : 0).toFixed(3),
      (running ? 148 + wave(row, 2000) : 90).toFixed(2),
      (4 + row / 4000).toFixed(3),
      bit(running),
      bit(fault),
      (-0.5 + 0.02 * wave(row, 400)).toFixed(3),
      (90 + wave(row, 8640)).toFixed(2),
      (2.1 + 0.05 * wave(row, 400)).toFixed(3),
      (running ? 44 + wave(row, 1000) : 0).toFixed(2),
      bit(running),
      bit(fault && hour < 30.1),
      (dropped ? 0 : energy).toFixed(5),
      (dropped ? 0 : volume).toFixed(5),
      bit(running),
    ];
    lines.push([new Date(ms).toISOString().slice(0, 19).replace('T', ' '), ...values].join(','));
  }
  writeFileSync(path, `${lines.join('\n')}\n`);
}
