/**
 * Wait until the service worker controls this page, at most so long.
 * @returns whether it does: false in browsers without one, and after a forced reload
 */
export async function serviceWorkerControls(mostMs = 8000): Promise<boolean> {
  if (!('serviceWorker' in navigator)) return false;
  const { serviceWorker } = navigator;
  if (serviceWorker.controller) return true;
  await new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, mostMs);
    const done = () => (clearTimeout(timer), resolve());
    serviceWorker.addEventListener('controllerchange', done, { once: true });
  });
  return serviceWorker.controller !== null;
}
