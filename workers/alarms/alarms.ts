import { AlarmEvaluator } from '$lib/alarms/evaluate';
import type { AlarmsApi } from '$lib/rpc/alarms';

/** Judges one history, as far as its minutes have come. */
export function createAlarms(): AlarmsApi {
  let evaluator: AlarmEvaluator | null = null;
  return {
    begin(definitions) {
      evaluator = new AlarmEvaluator(definitions);
    },
    advance(minutes) {
      if (evaluator === null) throw new Error('minutes came before definitions');
      return evaluator.advance(minutes);
    },
  };
}
