import { clearSetting, readSetting, writeSetting } from './settings';

/**
 * Origins that the person allowed the page to fetch from, beside its own: `https://plants.example.org`. The service worker
 * writes them into the policy of the workers that fetch.
 */
export async function allowedOrigins(): Promise<string[]> {
  const known = await readSetting('allowedOrigins');
  return Array.isArray(known) ? known.filter(isOrigin) : [];
}

/** Nothing that is not an origin gets into a policy. */
export function isOrigin(text: unknown): text is string {
  if (typeof text !== 'string' || !URL.canParse(text)) return false;
  const url = new URL(text);
  const shape = /^(?:https?|wss?):\/\/[a-z0-9.[\]:-]+$/;
  return shape.test(text) && (url.origin === text || /^wss?:$/.test(url.protocol));
}

/** Remember that an origin is allowed. */
export async function allowOrigin(origin: string): Promise<void> {
  if (!isOrigin(origin)) throw new RangeError(`"${origin}" is no origin`);
  const known = await allowedOrigins();
  if (!known.includes(origin)) await writeSetting('allowedOrigins', [...known, origin].sort());
}

/** Forget that an origin was allowed; what is open stays so until the page is loaded anew. */
export async function forgetOrigin(origin: string): Promise<void> {
  const rest = (await allowedOrigins()).filter((known) => known !== origin);
  if (rest.length > 0) await writeSetting('allowedOrigins', rest);
  else await clearSetting('allowedOrigins');
}

/** Whether a hosted file may be read: it lies on the site itself, or its origin was allowed. @param site address of the site */
export async function isAllowed(url: string, site: string): Promise<boolean> {
  const { origin } = new URL(url);
  return origin === new URL(site).origin || (await allowedOrigins()).includes(origin);
}

/** The origin of an address: `wss://broker.example.org:8884`. */
export const originOf = (url: string): string => new URL(url).origin;
