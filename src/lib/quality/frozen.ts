import { lengthInWords } from './length-words';
import { findingOver } from './runs';
import { MINUTE_MS, type Finding } from './types';

/** Flat-lines begin and end together within three minutes. */
const TOGETHER_MS = 3 * MINUTE_MS;
/** So many sensors, and this share of those that move, stand still at once when what records them has stopped. */
const LEAST_SENSORS = 4;
const SHARE = 0.5;

const together = (a: Finding, b: Finding): boolean =>
  Math.abs(a.fromMs - b.fromMs) <= TOGETHER_MS && Math.abs(a.toMs - b.toMs) <= TOGETHER_MS;

function frozen(group: readonly Finding[], moving: number): Finding {
  const from = Math.min(...group.map(({ spans }) => spans[0].from));
  const to = Math.max(...group.map(({ spans }) => spans[spans.length - 1].to));
  return findingOver([{ from, to }], {
    ...{ kind: 'flat-line', tag: null, quality: 'bad', excluded: true },
    words: `${group.length} of ${moving} moving sensors stood still at once for ${lengthInWords(to - from)}: what records them repeated its last values.`,
    count: to - from,
  });
}

/**
 * Flat-lines of most sensors at once as one finding of all sensors, for that is one fault: a logger or a link that
 * repeats its last values. States and counters are wrong then too.
 * @param moving sensors that move at all
 */
export function joinFrozen(findings: readonly Finding[], moving: number): Finding[] {
  const flat = findings
    .filter(({ kind, tag }) => kind === 'flat-line' && tag !== null)
    .sort((a, b) => a.fromMs - b.fromMs);
  const joined: Finding[] = [];
  const gone = new Set<Finding>();
  flat.forEach((first, at) => {
    if (gone.has(first)) return;
    const group: Finding[] = [];
    for (let next = at; next < flat.length && flat[next].fromMs - first.fromMs <= TOGETHER_MS; next++) {
      if (together(first, flat[next]) && !gone.has(flat[next])) group.push(flat[next]);
    }
    if (new Set(group.map(({ tag }) => tag)).size < Math.max(LEAST_SENSORS, SHARE * moving)) return;
    joined.push(frozen(group, moving));
    for (const member of group) gone.add(member);
  });
  return [...joined, ...findings.filter((finding) => !gone.has(finding))];
}
