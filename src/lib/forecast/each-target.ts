import { isUnfit, type ForecastMethod, type History, type MethodName, type Unfit } from './types';

/** A method that treats each target by itself. */
export interface TargetMethod<State> {
  name: MethodName;
  fit(history: History, target: number, horizon: number): State | Unfit;
  /** @returns [horizon], NaN where there is no forecast */
  forecast(state: State, history: History, target: number, horizon: number): Float64Array;
}

/** What a method learnt of each target, in their order. */
export type TargetStates<State> = (State | Unfit)[];

/** A method for all targets from one that treats each by itself. A target that it does not fit gets no forecast. */
export function eachTarget<State>(method: TargetMethod<State>): ForecastMethod<TargetStates<State>> {
  return {
    name: method.name,
    learns: 'each fold',
    fit: (history, { targets, horizon }) => {
      const states = targets.map((target) => method.fit(history, target, horizon));
      return states.every(isUnfit) && states.length > 0 ? (states[0] as Unfit) : states;
    },
    forecast: (states, histories, { targets, horizon }) =>
      histories.map((history) => {
        const block = new Float64Array(targets.length * horizon).fill(NaN);
        targets.forEach((target, at) => {
          const state = states[at];
          if (!isUnfit(state)) block.set(method.forecast(state, history, target, horizon), at * horizon);
        });
        return block;
      }),
  };
}
