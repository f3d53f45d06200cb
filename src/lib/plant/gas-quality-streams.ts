import { streamOf } from './streams';

/** Canonical tags that belong to one gas stream. */
export const STREAM_TAGS = [
  'gas.ch4',
  'gas.co2',
  'gas.n2',
  'gas.o2',
  'gas.h2s',
  'gas.flow',
  'gas.pressure',
  'gas.temperature',
] as const;
export type StreamTag = (typeof STREAM_TAGS)[number];

/** What streams are found by; a subset of a tag. */
export interface StreamColumn {
  tag: string;
  header: string;
  /** Meaning as the import proposed it. */
  canonical: string | null;
}

/** A gas stream of the site and the tags that measure it. */
export interface GasStream<T extends StreamColumn = StreamColumn> {
  /** Words of its headers, as `streamOf` gives them; '' where they name none. */
  id: string;
  /** To be read: `Membrane outlet`. */
  name: string;
  tags: Partial<Record<StreamTag, T>>;
}

const isStreamTag = (id: string | null): id is StreamTag => STREAM_TAGS.some((known) => known === id);

/** Words of control systems that say nothing of the stream. */
const NOISE = /\b(?:abb|gc|plc|ai|at|in|inr|fc)\b/g;

/** A stream as a person reads it: `abb gc outletstream` gives `Outletstream`. */
export function streamName(id: string): string {
  const words = id.replace(NOISE, ' ').replace(/\s+/g, ' ').trim() || id;
  return words === '' ? 'Gas' : words[0].toUpperCase() + words.slice(1);
}

/**
 * Gas streams that have at least methane, in the order of their first tag.
 * @param tagOf      the mapping in force; what is mapped goes before what the import proposed
 * @param proposedOf what the import's own mapping was; a tag of it that is mapped no longer counts as unmapped
 */
export function gasStreams<T extends StreamColumn>(
  tags: readonly T[],
  tagOf: (canonical: string) => string | null,
  proposedOf: (canonical: string) => string | null,
): GasStream<T>[] {
  const mapped = new Map(
    STREAM_TAGS.flatMap((id) => {
      const tag = tagOf(id);
      return tag === null ? [] : [[tag, id] as const];
    }),
  );
  const meaning = ({ tag, canonical }: T): StreamTag | null => {
    const known = mapped.get(tag);
    if (known) return known;
    return isStreamTag(canonical) && proposedOf(canonical) !== tag ? canonical : null;
  };
  const meant = tags.flatMap((tag) => {
    const id = meaning(tag);
    return id === null ? [] : [{ tag, id, stream: streamOf(tag.header) }];
  });
  const analysed = new Set(meant.filter(({ id }) => id === 'gas.ch4').map(({ stream }) => stream));
  const main = meant.find(({ tag, id }) => id === 'gas.ch4' && mapped.has(tag.tag))?.stream;
  const streams = new Map<string, GasStream<T>>();
  // What is mapped comes first, so that it keeps its place where a stream has two of a kind.
  const isMapped = ({ tag }: { tag: T }) => mapped.has(tag.tag);
  for (const one of [...meant].sort((a, b) => Number(isMapped(b)) - Number(isMapped(a)))) {
    // A person's mapping may join columns whose headers name no stream in common.
    const stray = !analysed.has(one.stream) && mapped.has(one.tag.tag) && main !== undefined;
    const id = stray ? main : one.stream;
    const stream = streams.get(id) ?? { id, name: streamName(id), tags: {} };
    stream.tags[one.id] ??= one.tag;
    streams.set(id, stream);
  }
  const place = ({ tags: of }: GasStream<T>) => tags.findIndex((tag) => tag === of['gas.ch4']);
  return [...streams.values()].filter((stream) => stream.tags['gas.ch4']).sort((a, b) => place(a) - place(b));
}
