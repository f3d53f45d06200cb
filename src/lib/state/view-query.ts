import { SPEEDS, type Speed } from '$lib/series/replay-clock';
import { PRESETS, type Preset, type RangeChoice } from './range';

/** A replay as the address has it. */
export interface ReplayChoice {
  /** Data time when this was written, ms since epoch. */
  atMs: number;
  speed: Speed;
  paused: boolean;
}

/** What the address of a page says beside the page itself. */
export interface View {
  range: RangeChoice;
  /** Tags on Trends, in the order chosen. */
  tags: string[];
  layout: 'stacked' | 'overlay';
  /** Null when all data is seen. */
  replay: ReplayChoice | null;
}

/** Charts of more tags than this say nothing. */
export const MAX_TAGS = 16;

/** The view when the address says nothing. */
export const DEFAULT_VIEW: View = {
  range: { kind: 'preset', preset: '7d' },
  tags: [],
  layout: 'stacked',
  replay: null,
};
/** Speed of a replay unless another is asked for: a minute a second. */
export const USUAL_SPEED: Speed = 60;

// A year beyond these is a mistyped address, not a plant.
const EARLIEST_MS = Date.UTC(1900, 0, 1);
const LATEST_MS = Date.UTC(2200, 0, 1);
const ISO = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,3})?)?Z$/;

function parseInstant(text: string | null): number | null {
  if (!text || !ISO.test(text)) return null;
  const ms = Date.parse(text);
  return ms >= EARLIEST_MS && ms <= LATEST_MS ? ms : null;
}

function parseRange(query: URLSearchParams): RangeChoice {
  const fromMs = parseInstant(query.get('from'));
  const toMs = parseInstant(query.get('to'));
  if (fromMs !== null && toMs !== null && fromMs < toMs) return { kind: 'custom', fromMs, toMs };
  const preset = PRESETS.find((known) => known === query.get('range')) satisfies Preset | undefined;
  return preset ? { kind: 'preset', preset } : DEFAULT_VIEW.range;
}

function parseTags(text: string | null): string[] {
  const names = (text ?? '').split(',').filter((name) => /^[a-z0-9_]{1,128}$/.test(name));
  return [...new Set(names)].slice(0, MAX_TAGS);
}

function parseReplay(query: URLSearchParams): ReplayChoice | null {
  const atMs = parseInstant(query.get('replay'));
  if (atMs === null) return null;
  const speed = SPEEDS.find((known) => String(known) === query.get('speed')) ?? USUAL_SPEED;
  return { atMs, speed, paused: query.get('paused') === 'yes' };
}

/** Read a view from a query; whatever is not understood falls back to the default. */
export function parseView(search: string): View {
  const query = new URLSearchParams(search);
  return {
    range: parseRange(query),
    tags: parseTags(query.get('tags')),
    layout: query.get('layout') === 'overlay' ? 'overlay' : 'stacked',
    replay: parseReplay(query),
  };
}

const instant = (ms: number) => new Date(Math.round(ms)).toISOString().replace('.000Z', 'Z');

/** The query of a view with its leading `?`; '' for the default view. `parseView` reads it back. */
export function formatView({ range, tags, layout, replay }: View): '' | `?${string}` {
  const parts: string[] = [];
  if (range.kind === 'custom') parts.push(`from=${instant(range.fromMs)}`, `to=${instant(range.toMs)}`);
  else if (range.preset !== '7d') parts.push(`range=${range.preset}`);
  if (tags.length > 0) parts.push(`tags=${tags.join(',')}`);
  if (layout !== 'stacked') parts.push(`layout=${layout}`);
  if (replay) parts.push(`replay=${instant(replay.atMs)}`, `speed=${replay.speed}`);
  if (replay?.paused) parts.push('paused=yes');
  return parts.length > 0 ? `?${parts.join('&')}` : '';
}
