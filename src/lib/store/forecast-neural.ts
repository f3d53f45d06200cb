import type { TimeRange } from '$lib/ingest/types';
import type { GivenForecasts } from '$lib/forecast/given';
import { planBacktest } from '$lib/forecast/plan';
import { HORIZON, HOUR_MS, isUnfit } from '$lib/forecast/types';
import type { ModelManifest } from '$lib/models/manifest';
import { fitScaler, unscaleValue, type Scaler } from '$lib/models/scaler';
import { SPLIT_SHARES } from '$lib/models/split';
import { knownSteps } from '$lib/models/window-starts';
import { tagsBehind } from './model-data';
import { answerModel, modelInUse, type ModelAnswer } from './model-inference';
import { readShipped, readShippedWeights } from './model-shipped';
import type { NeuralFacts } from './forecast-types';
import type { Plant } from './plant-types';

/** A window is answered when so many of its hours were read. */
const LEAST_KNOWN = 0.5;

/** Weights in use: the plant's own, else those of the site; null when there are none. */
async function weightsOf(plant: Plant, site: string) {
  const own = await modelInUse(plant.info.fingerprint, 'forecaster');
  if (own) return { manifest: own, shipped: false };
  const manifest = await readShipped(site, 'forecaster');
  return manifest && { manifest, shipped: true };
}

export interface Neural {
  given: GivenForecasts;
  facts: NeuralFacts;
}

/**
 * What the forecaster says from every origin of a back-test and from the end, without knowing what came after: the plant's
 * own weights say nothing from before the end of what they learnt from; shipped ones learnt from other plants, and their
 * scaler is of the hours before the first origin.
 * @param hours  whole hours from `startMs` that are known
 * @returns null when there are no weights
 * @throws ModelFileError; AbortError; DeviceLostError
 */
export async function readNeural(
  plant: Plant,
  site: string,
  { startMs, hours }: { startMs: number; hours: number },
  { signal, onprogress }: { signal: AbortSignal; onprogress: (share: number) => void },
): Promise<Neural | null> {
  const weights = await weightsOf(plant, site);
  if (!weights) return null;
  const { manifest, shipped } = weights;
  const { version } = manifest;
  const { learnt } = manifest.training;
  const facts = {
    ...{ shipped, version, learntToMs: learnt?.toMs ?? null, attention: null, steps: manifest.steps },
    chosenToMs: learnt ? learnt.fromMs + ((learnt.toMs - learnt.fromMs) / SPLIT_SHARES.train) * CHOSEN : null,
  };
  const behind = tagsBehind(plant, manifest.features);
  if ('missing' in behind)
    return { facts, given: nothing(`it needs ${behind.missing}, which no sensor is mapped to`) };
  const learntHours = shipped || !learnt ? 0 : Math.ceil((learnt.toMs - startMs) / HOUR_MS);
  if (learntHours > hours)
    return { facts, given: nothing('its weights learnt from hours after those that are known here') };
  const plan = planBacktest(hours, HORIZON);
  const origins = isUnfit(plan) ? new Int32Array() : plan.origins;
  const asked = Int32Array.from([...origins, hours]).filter(
    (known, at, all) => known >= manifest.steps && known >= learntHours && known !== all[at - 1],
  );
  const range: TimeRange = { fromMs: startMs, toMs: startMs + hours * HOUR_MS };
  const first = origins[0] ?? hours;
  let used: Scaler = manifest.scaler;
  const answer = await answerModel(plant, manifest, range, ['y', 'attention'], {
    ...{ signal, onprogress },
    weights: shipped ? await readShippedWeights(site, manifest) : undefined,
    scalerOf: shipped ? (columns) => (used = fitScaler(columns, { from: 0, to: first })) : undefined,
    startsOf: (columns) => startsOf(columns, asked, manifest.steps),
  });
  if (answer.starts.length === 0)
    return { facts, given: nothing('too little was read of its sensors in the hours before') };
  const given = givenOf(plant, manifest, answer, used);
  const known = answer.starts.at(-1)! + manifest.steps;
  const attention = answer.outputs.attention?.slice(-manifest.steps) ?? null;
  return { given, facts: { ...facts, attention: known === hours ? attention : null } };
}

/** Of the history so much taught and chose. */
const CHOSEN = SPLIT_SHARES.train + SPLIT_SHARES.validation;

const nothing = (unfit: string): GivenForecasts => ({
  ...{ channels: [], horizon: HORIZON, known: new Int32Array(), unfit },
  ...{ middle: new Float32Array(), low: new Float32Array(), high: new Float32Array() },
});

/** First hours of the windows that end at what is known and of which enough was read. */
function startsOf(columns: readonly Float32Array[], known: Int32Array, steps: number): Int32Array {
  const use = knownSteps(columns);
  return known
    .map((hours) => hours - steps)
    .filter((start) => {
      let count = 0;
      for (let at = start; at < start + steps; at++) count += use[at];
      return count >= LEAST_KNOWN * steps;
    });
}

/** Answers as forecasts of the plant's channels in their own units. */
function givenOf(
  plant: Plant,
  { targets, features, config, steps }: ModelManifest,
  { starts, outputs }: ModelAnswer,
  scaler: Scaler,
): GivenForecasts {
  const quantiles = config.quantiles as number[];
  const horizon = Math.min(HORIZON, Number(config.horizon));
  const own = targets.flatMap((target, at) => {
    const tag = plant.tagOf(target) ?? (plant.info.tags.some(({ tag }) => tag === target) ? target : null);
    return tag === null ? [] : [{ tag, at, feature: features.indexOf(target) }];
  });
  const size = starts.length * own.length * HORIZON;
  const line = (quantile: number) => {
    const place = nearest(quantiles, quantile);
    const values = new Float32Array(size).fill(NaN);
    for (let window = 0; window < starts.length; window++)
      own.forEach(({ at, feature }, channel) => {
        for (let step = 0; step < horizon; step++) {
          const from = ((window * Number(config.horizon) + step) * targets.length + at) * quantiles.length;
          values[(window * own.length + channel) * HORIZON + step] = unscaleValue(
            scaler,
            feature,
            outputs.y[from + place],
          );
        }
      });
    return values;
  };
  return {
    ...{ channels: own.map(({ tag }) => tag), horizon: HORIZON, unfit: null },
    known: starts.map((start) => start + steps),
    ...{ middle: line(0.5), low: line(0.1), high: line(0.9) },
  };
}

/** Place of the quantile nearest to a level: weights of another making may have others. */
const nearest = (quantiles: readonly number[], level: number): number =>
  quantiles.reduce(
    (best, one, at) => (Math.abs(one - level) < Math.abs(quantiles[best] - level) ? at : best),
    0,
  );
