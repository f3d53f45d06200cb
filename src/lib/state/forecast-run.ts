import { proxy } from 'comlink';
import { predictionRows } from '$lib/forecast/prediction-rows';
import type { ForecastProgress } from '$lib/forecast/run-types';
import { HORIZON, HOUR_MS } from '$lib/forecast/types';
import { NO_MASK } from '$lib/quality/mask';
import { connectForecast, type ForecastApi } from '$lib/rpc/forecast';
import { saveAnalysis } from '$lib/store/analysis';
import { saveForecast } from '$lib/store/forecast-memory';
import type { ForecastTarget, KeptForecast } from '$lib/store/forecast-types';
import type { Neural } from '$lib/store/forecast-neural';
import type { Plant } from '$lib/store/plant-types';
import { readMask } from '$lib/store/quality-memory';
import { explain, isAbort } from './explain';
import { readHistory } from './forecast-read';

/** Raised when a run would come out otherwise than one that is kept. */
const VERSION = 'forecast 2';

/** How the forecast worker is reached; tests give the implementation without a worker. */
export type ConnectForecast = () => { remote: Pick<ForecastApi, 'run'>; dispose(): void };

export interface ForecastRunOptions {
  zone: string;
  /** Whether the plant is seen as it was: what later data says of bad data is then not known. */
  replay: boolean;
  signal: AbortSignal;
  onprogress(progress: ForecastProgress): void;
  /** Address of the site, ending in /, from where shipped weights come; null to forecast without the neural forecaster. */
  site: string | null;
}

/** Share of a run that the neural forecaster takes. */
const NEURAL_SHARE = 0.5;

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason as Error);
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
  });
}

/**
 * Forecast an open plant from the end of what is known: its hours are read here, fitted and judged in a worker.
 * @throws AbortError when cancelled; WorkerError; what a query throws
 */
export async function makeForecast(
  plant: Plant,
  targets: readonly ForecastTarget[],
  { zone, replay, signal, onprogress, site }: ForecastRunOptions,
  connect: ConnectForecast = connectForecast,
): Promise<KeptForecast> {
  const began = performance.now();
  onprogress({ fraction: 0, doing: 'reading hours' });
  const mask = replay ? NO_MASK : await readMask(plant.info.fingerprint);
  const { history, leftOut } = await readHistory(plant, targets, mask, zone, signal);
  signal.throwIfAborted();
  const there = targets.filter(({ channel }) => history.channels.some(({ tag }) => tag === channel));
  const places = there.map(({ channel }) => history.channels.findIndex(({ tag }) => tag === channel));
  const frame = { startMs: history.startMs, hours: history.length };
  const neural = site === null ? null : await askNeural(plant, site, frame, signal, onprogress);
  signal.throwIfAborted();
  const before = neural && 'given' in neural ? NEURAL_SHARE : 0;
  const { remote, dispose } = connect();
  try {
    const told = proxy(({ fraction, doing }: ForecastProgress) =>
      onprogress({ fraction: before + (1 - before) * fraction, doing }),
    );
    const task = { targets: places, horizon: HORIZON };
    const given = neural && 'given' in neural ? neural.given : null;
    const run = await Promise.race([remote.run(history, task, given, told), aborted(signal)]);
    const knownMs = history.startMs + history.length * HOUR_MS;
    return {
      key: JSON.stringify([VERSION, knownMs, there, zone]),
      neural: neural && ('facts' in neural ? neural.facts : neural),
      ...{ targets: [...there], knownMs, leftOut, run },
      values: places.map((place) => Float32Array.from(history.channels[place].values)),
      ...{ madeMs: Date.now(), tookMs: performance.now() - began },
    };
  } finally {
    dispose();
  }
}

/** What the neural forecaster says; why not, where it fails: the other methods do without it. */
async function askNeural(
  plant: Plant,
  site: string,
  frame: { startMs: number; hours: number },
  signal: AbortSignal,
  onprogress: ForecastRunOptions['onprogress'],
): Promise<Neural | { problem: string } | null> {
  const told = (share: number) =>
    onprogress({ fraction: NEURAL_SHARE * share, doing: 'LSTM with attention' });
  try {
    const { readNeural } = await import('$lib/store/forecast-neural');
    return await readNeural(plant, site, frame, { signal, onprogress: told });
  } catch (error) {
    if (signal.aborted || isAbort(error)) throw error;
    return { problem: explain(error).message };
  }
}

/** Keep a run with its plant; that of the whole history also as `model_predictions`, for SQL and the API. */
export async function keepForecast(fingerprint: string, kept: KeptForecast, replay: boolean): Promise<void> {
  await saveForecast(fingerprint, kept);
  if (replay) return;
  const parameters = { horizon: kept.run.horizon, targets: kept.targets.map(({ channel }) => channel) };
  await saveAnalysis(fingerprint, 'model_predictions', predictionRows(kept.run), {
    version: VERSION,
    parameters,
  });
}
