/** What a link carries beside the view: where the data lies, or whose it is, and in which units and zone it was seen. */

/** Most characters of a linked address. */
const MOST_CHARACTERS = 2000;

/** A hosted file that a link names. */
export interface LinkedData {
  /** Whole address, without fragment. */
  url: string;
  /** `https://plants.example.org` */
  origin: string;
  /** What a person reads: `plants.example.org`. */
  host: string;
  /** True when it lies on this site. */
  own: boolean;
}

/** Why an address cannot be followed. */
export class LinkError extends Error {
  override name = 'LinkError';
  readonly advice: string;

  constructor(message: string, advice: string) {
    super(message);
    this.advice = advice;
  }
}

const ASK = 'Ask who sent the link for a new one.';

/**
 * The hosted file that an address names.
 * @param text as the link has it: whole, or relative to the site
 * @param site address of the site, ending in /
 * @throws LinkError when it is none that is fetched: only http and https are, without name and password
 */
export function linkedData(text: string, site: string): LinkedData {
  if (text.length > MOST_CHARACTERS)
    throw new LinkError(`the address of the data has more than ${MOST_CHARACTERS} characters`, ASK);
  const url = URL.canParse(text, site) ? new URL(text, site) : null;
  if (!url) throw new LinkError('the address of the data in this link cannot be read', ASK);
  if (url.protocol !== 'https:' && url.protocol !== 'http:')
    throw new LinkError(`data is fetched by https only, and this link says "${url.protocol}"`, ASK);
  if (url.username !== '' || url.password !== '')
    throw new LinkError('the address of the data holds a name or password, which is not sent', ASK);
  url.hash = '';
  if (new URL(site).protocol === 'https:' && url.protocol === 'http:' && !isLoopback(url.hostname))
    throw new LinkError(
      `${url.host} is named by http, which a page opened by https may not read`,
      'Host the file by https.',
    );
  const own = url.origin === new URL(site).origin;
  return { url: url.href, origin: url.origin, host: url.host, own };
}

const isLoopback = (host: string) => host === 'localhost' || host === '127.0.0.1' || host === '[::1]';

/** Name of the file that an address ends in, for instance `plant.duckdb`. */
export function fileNameOf(url: string): string {
  const last = new URL(url).pathname.split('/').at(-1) ?? '';
  try {
    return decodeURIComponent(last).replaceAll(/[\\/]/g, '_') || 'linked file';
  } catch (error) {
    if (error instanceof URIError) return last;
    throw error;
  }
}

/** The parts of an address that are no view of a page, as text and unchecked. */
export interface Carried {
  /** Address of a hosted file. */
  data: string | null;
  /** Fingerprint of the plant, where its file is not hosted. */
  plant: string | null;
  /** IANA name of the zone in which times were seen. */
  zone: string | null;
  /** Unit system and units, see `unitsText`. */
  units: string | null;
}

export const NOTHING_CARRIED: Carried = { data: null, plant: null, zone: null, units: null };

const FINGERPRINT = /^[a-z0-9-]{1,80}$/i;

function isZone(text: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: text });
    return true;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

/** What an address carries; parts that cannot be meant so are left out. */
export function parseCarried(search: string): Carried {
  const query = new URLSearchParams(search);
  const part = (name: string, fits: (text: string) => boolean) => {
    const text = query.get(name);
    return text !== null && text !== '' && fits(text) ? text : null;
  };
  const data = part('data', () => true);
  return {
    data,
    plant: data === null ? part('plant', (text) => FINGERPRINT.test(text)) : null,
    zone: part('zone', (text) => text.length <= 64 && isZone(text)),
    units: part('units', (text) => text.length <= 1000 && parseUnits(text) !== null),
  };
}

const KEYS = ['data', 'plant', 'zone', 'units'] as const;

/** A query with what is carried, before what the view says. */
export function withCarried(view: '' | `?${string}`, carried: Carried): '' | `?${string}` {
  const parts = KEYS.flatMap((key) => {
    const text = carried[key];
    // Readable: a colon, slash and comma need no escape in a query.
    const plain = (value: string) => encodeURIComponent(value).replaceAll(/%(3A|2F|2C)/g, decodeURIComponent);
    return text === null ? [] : [`${key}=${plain(text)}`];
  });
  const all = [...parts, ...(view === '' ? [] : [view.slice(1)])].join('&');
  return all === '' ? '' : `?${all}`;
}

const SYSTEMS = ['recorded', 'US', 'SI'] as const;

/** Units as a link has them. */
export interface CarriedUnits {
  system: (typeof SYSTEMS)[number];
  units: Record<string, string>;
}

/** `SI` or `SI,pressure:bar,temperature:K`. */
export const unitsText = ({ system, units }: CarriedUnits): string =>
  [system, ...Object.entries(units).map(([quantity, unit]) => `${quantity}:${unit}`)].join(',');

/** Units of a link's text, null for what is not understood. Whether the units exist is checked where they are shown. */
export function parseUnits(text: string): CarriedUnits | null {
  const [first, ...rest] = text.split(',');
  const system = SYSTEMS.find((known) => known === first);
  const pairs = rest.map((pair) => /^([a-zA-Z -]{1,40}):([^:]{1,40})$/.exec(pair));
  if (!system || pairs.some((pair) => pair === null)) return null;
  return { system, units: Object.fromEntries(pairs.map((pair) => [pair![1], pair![2]])) };
}
