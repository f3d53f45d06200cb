import { withCarried, type Carried } from '$lib/store/link-address';

const OF_VIEW = ['from', 'to', 'range', 'tags', 'layout', 'replay', 'speed', 'paused'];
const CARRIED = ['data', 'plant', 'zone', 'units'];
/** Settings of this machine, which are nobody else's business. */
const LOCAL = ['workers', 'reader'];

/**
 * The address that shows another person the same picture. It holds what is looked at, never what was measured.
 * @param address of the page as it is, with what it says beside the view (an event, a statement)
 * @param view    query of the view
 */
export function shareLink(address: string, view: '' | `?${string}`, carried: Carried): string {
  const url = new URL(address);
  const own = [...url.searchParams].filter(([key]) => ![...OF_VIEW, ...CARRIED, ...LOCAL].includes(key));
  const rest = new URLSearchParams(own).toString();
  const query = withCarried(view, carried);
  const joined = rest === '' ? query : query === '' ? `?${rest}` : `${query}&${rest}`;
  return `${url.origin}${url.pathname}${joined}${url.hash}`;
}
