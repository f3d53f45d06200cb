import type { LiveSource } from '$lib/rpc/live';
import type { Explanation } from './explain';

/** What a person typed, before it is looked at. */
export interface LiveForm {
  url: string;
  /** One a line. */
  topics: string;
  wide: boolean;
}

/** A topic filter by MQTT 3.1.1, 4.7: `#` stands last and alone in its level, `+` alone in its level. */
function isFilter(topic: string): boolean {
  const levels = topic.split('/');
  return levels.every(
    (level, at) => (!/[#+]/.test(level) || level.length === 1) && (level !== '#' || at === levels.length - 1),
  );
}

/**
 * The source that was typed, or what is wrong with it.
 * @param secure whether this page came by https: then a browser lets it speak to wss only
 */
export function liveSource({ url, topics, wide }: LiveForm, secure: boolean): LiveSource | Explanation {
  const text = url.trim();
  const parsed = URL.canParse(text) ? new URL(text) : null;
  if (!parsed || !/^wss?:$/.test(parsed.protocol))
    return {
      message: 'This is not the address of a broker for browsers.',
      advice: 'It begins with wss:// or ws://, for instance wss://broker.example.org:8884/mqtt.',
    };
  if (parsed.username !== '' || parsed.password !== '')
    return { message: 'The address holds a name or password.', advice: 'Put them in their own fields.' };
  const own = ['localhost', '127.0.0.1', '[::1]'].includes(parsed.hostname);
  if (secure && parsed.protocol === 'ws:' && !own)
    return {
      message: 'A page opened by https may speak to brokers by wss:// only.',
      advice: 'Give the broker a certificate, or open this site from your own machine (npm start).',
    };
  const filters = topics
    .split('\n')
    .map((topic) => topic.trim())
    .filter(Boolean);
  if (filters.length === 0)
    return { message: 'No topic is given.', advice: 'For all topics below "plant" write plant/#.' };
  const wrong = filters.find((topic) => !isFilter(topic));
  if (wrong !== undefined)
    return {
      message: `"${wrong}" is no topic: # stands alone at the end, + alone between slashes.`,
      advice: 'For all topics below "plant" write plant/#.',
    };
  return { url: parsed.href, topics: filters, wide };
}
