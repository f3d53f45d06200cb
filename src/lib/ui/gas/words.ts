import { formatDuration } from '$lib/series/format-time';
import { formatValue } from '$lib/series/format-value';
import { localDigits } from '$lib/series/locale';
import { startOfDay } from '$lib/series/zone';
import { PROPERTY_INFO } from '$lib/plant/gas-quality';
import { AIR_RATIO, type AirReport, type AirStretch } from '$lib/plant/gas-quality-air';
import type { Excursion } from '$lib/plant/gas-limits-excursions';
import type { GasDisplay } from '$lib/state/gas-display';
import { formatClock, formatTime } from '../zoned';

/** `2024-03-31 02:15 to 04:10`; the second day only when it is another. */
export function spanWords(fromMs: number, toMs: number, zone: string): string {
  const sameDay = startOfDay(fromMs, zone) === startOfDay(toMs, zone);
  return `${formatTime(fromMs, zone)} to ${sameDay ? formatClock(toMs, zone) : formatTime(toMs, zone)}`;
}

/** `Methane fell below 65 % at 2024-03-31 02:15 and stayed 41 min, lowest 61.2 %.` */
export function excursionWords(
  { limit, side, fromMs, toMs, worst }: Excursion,
  display: GasDisplay,
  zone: string,
): string {
  const { format } = display[limit.property];
  const bound = side === 'above' ? limit.max : limit.min;
  const moved = side === 'above' ? 'rose above' : 'fell below';
  const extreme = side === 'above' ? 'highest' : 'lowest';
  const { name } = PROPERTY_INFO[limit.property];
  return `${name} ${moved} ${format(bound ?? Number.NaN)} at ${formatTime(fromMs, zone)} and stayed ${formatDuration(toMs - fromMs)}, ${extreme} ${format(worst)}.`;
}

const percent = (value: number) => formatValue(value, '%');
const ratio = (value: number) => localDigits(value.toFixed(1));

/** A stretch of changed nitrogen and oxygen in a sentence. */
export function airWords({ kind, fromMs, toMs, mostAir, n2Rise, o2Rise }: AirStretch, zone: string): string {
  const when = spanWords(fromMs, toMs, zone);
  const rises = `nitrogen ${n2Rise < 0 ? 'fell' : 'rose'} by ${percent(Math.abs(n2Rise))}, oxygen ${o2Rise < 0 ? 'fell' : 'rose'} by ${percent(Math.abs(o2Rise))}`;
  switch (kind) {
    case 'air':
      return `${when}: air came in, up to ${percent(mostAir)} of the gas; ${rises}, ratio ${ratio(n2Rise / o2Rise)}.`;
    case 'nitrogen':
      return `${when}: ${rises}. That is not the ratio of air (${AIR_RATIO}), so no leak is inferred.`;
    case 'oxygen':
      return `${when}: ${rises}. Air would bring more nitrogen: look at oxygen dosing or the analyser.`;
  }
  kind satisfies never;
}

/** What nitrogen and oxygen say of the period, in a sentence. */
export function airVerdict({ stretches, standing, usual }: AirReport): string {
  const leaks = stretches.filter(({ kind }) => kind === 'air').length;
  const usually = `Nitrogen to oxygen usually stands at ${ratio(usual.ratio)} here`;
  if (leaks > 0)
    return `Air came into the gas ${leaks === 1 ? 'once' : `${leaks} times`} in this period. ${usually}; air has ${AIR_RATIO}.`;
  if (standing) return `${usually}, as in air: this gas always carries some. No more came in in this period.`;
  return `No sign of air coming in. ${usually}; air has ${AIR_RATIO}.`;
}
