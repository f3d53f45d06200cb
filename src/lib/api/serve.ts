import type { Plant } from '$lib/store/plant-types';
import { readForecasts } from '$lib/store/forecast-memory';
import { readMachineSettings } from '$lib/store/machine-settings';
import type { AlarmService } from './alarm-service';
import { answer, type Said } from './answer';
import { shouldReload } from './isolation';
import { modelsInUse } from './models';
import { isApiMessage, type ApiReply } from './messages';

const RELOADED = 'reloaded-for-isolation';

/**
 * Register the service worker of the site.
 * @param base path of the site, `base` of `$app/paths`
 * @param type `module` while developing
 * @returns null where the browser has none
 */
export async function registerServiceWorker(
  base: string,
  type: WorkerType = 'classic',
): Promise<ServiceWorkerRegistration | null> {
  if (!('serviceWorker' in navigator)) return null;
  return navigator.serviceWorker.register(`${base}/service-worker.js`, { type });
}

/**
 * Answer the service worker's API requests from the plant that is open in this page.
 * @param alarms of the same plant
 * @returns stops answering
 */
export function serveApi(getPlant: () => Plant | null, alarms: AlarmService): () => void {
  if (!('serviceWorker' in navigator)) return () => {};
  const said: Said = {
    machines: ({ info }) => readMachineSettings(info.fingerprint),
    models: ({ info }) => modelsInUse(info.fingerprint),
    forecasts: ({ info }) => readForecasts(info.fingerprint),
    alarms,
  };
  const onMessage = ({ data, ports }: MessageEvent<unknown>) => {
    if (!isApiMessage(data) || ports.length === 0) return;
    const reply = (message: ApiReply) => ports[0].postMessage(message);
    const plant = getPlant();
    if (!plant) return reply({ kind: 'no plant' });
    reply({ kind: 'accepted' });
    void answer(data.request, plant, said).then((response) => reply({ kind: 'answer', response }));
  };
  navigator.serviceWorker.addEventListener('message', onMessage);
  // Messages are held back until the page has loaded, unless started.
  navigator.serviceWorker.startMessages();
  return () => navigator.serviceWorker.removeEventListener('message', onMessage);
}

/**
 * Reload this tab, at most once in its life, when the service worker takes over and the page is not cross-origin
 * isolated.
 * @param isBusy whether a reload would lose what the person is doing
 */
export function reloadOnceForIsolation(isBusy: () => boolean): void {
  if (!('serviceWorker' in navigator)) return;
  const check = () => {
    const state = {
      isolated: crossOriginIsolated,
      controlled: navigator.serviceWorker.controller !== null,
      reloadedBefore: sessionStorage.getItem(RELOADED) !== null,
      busy: isBusy(),
    };
    if (!shouldReload(state)) return;
    sessionStorage.setItem(RELOADED, 'yes');
    location.reload();
  };
  check();
  navigator.serviceWorker.addEventListener('controllerchange', check, { once: true });
}
