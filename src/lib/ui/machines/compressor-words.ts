import type { DischargeModel } from '$lib/plant/compressor-discharge';
import { formatValue } from '$lib/series/format-value';
import type { StateThresholds } from '$lib/plant/states';

/** How a discharge temperature is expected, as a formula. */
export function modelWords(model: DischargeModel | null): string {
  if (model === null)
    return 'Nothing was learnt: suction and discharge temperature and 48 steady hours are needed';
  switch (model.kind) {
    case 'polytropic':
      return `T2 = T1 · r^${model.exponent.toFixed(4)}, the polytrope of this machine; kelvin, absolute pressures`;
    case 'oil-cooled': {
      const [a, b, c, d] = model.coefficients.map((value) => formatValue(value));
      return `T2 = ${a} + ${b} · T_oil + ${c} · T1 + ${d} · (T2,isentropic − T1), the heat balance of an oil-cooled machine; kelvin`;
    }
  }
  return model satisfies never;
}

/** By what a machine's states are told, as sentences. @param shown thresholds in words, null where there is none */
export function toldBy(
  turning: string,
  thresholds: StateThresholds,
  shown: Partial<Record<keyof StateThresholds, (value: number) => string>>,
): string {
  const parts = Object.entries(shown).flatMap(([name, words]) => {
    const threshold = thresholds[name as keyof StateThresholds];
    return threshold ? [words(threshold.value)] : [];
  });
  const learnt =
    parts.length > 0 ? ` On from ${parts.join(' and ')}: the emptiest stretch between rest and load.` : '';
  return `Told by ${turning}.${learnt}`;
}
