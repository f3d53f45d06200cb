import { datasetTags, type DatasetTags } from '$lib/ingest/dataset-tags';
import { mergeStaged, type Minutes, type StagedMinutes } from '$lib/ingest/merge-minutes';
import { sourceTotals, type SourceTotals } from '$lib/ingest/source-totals';
import type { IndexBlock, SlicePartial } from '$lib/ingest/types';
import type { ImportRequest } from '$lib/rpc/importer';
import {
  growSource,
  reportSource,
  withOverlaps,
  withRepeats,
  type ReportedSource,
} from '$lib/sources/dataset-report';
import { mergeSources, type SourceParts } from '$lib/sources/merge-sources';
import { OverlapTally } from '$lib/sources/overlap-tally';
import type { BaseFacts, BasePlant } from './base-plant';

/** What is known of a slice once it is rolled up; its cells wait in the staging. */
export type ReadSlice = Omit<SlicePartial, 'minutes' | 'rows' | 'sum' | 'min' | 'max' | 'count'>;

/** What was read of the exports: parts and slices in the order of the slices, position by position. */
export interface ReadExport {
  parts: StagedMinutes[];
  slices: ReadSlice[];
  index: IndexBlock[];
}

/** Tags of the plant that is continued, then those of the exports. */
export interface MergedTags extends DatasetTags {
  /** Position of each tag of the plant that is continued; empty without one. */
  baseTagOf: number[];
}

/** The tags of a dataset. @param count sources of the request that are read */
export function mergedTags({ sources }: ImportRequest, count: number, base: BaseFacts | null): MergedTags {
  const plans = sources.slice(0, count).map(({ plan }) => plan);
  if (!base) return { ...datasetTags(plans), baseTagOf: [] };
  const columns = base.tags.map((tag, index) => ({ ...tag, index, trueWords: [], falseWords: [] }));
  const { tags, tagOf } = datasetTags([{ columns }, ...plans]);
  return { tags, tagOf: tagOf.slice(1), baseTagOf: tagOf[0] };
}

/** A source to merge, and where it is reported. */
interface Merged extends SourceParts {
  /** Positions among the reported sources. */
  standsFor: number[];
}

const ends = (blocks: readonly IndexBlock[]) => ({
  minMs: blocks.reduce((least, { minMs }) => Math.min(least, minMs), Infinity),
  maxMs: blocks.reduce((most, { maxMs }) => Math.max(most, maxMs), -Infinity),
});

/** Puts the exports, and the plant that they continue, together to one dataset and its report. */
export class DatasetMerge {
  readonly totals: SourceTotals[];
  readonly #sources: Merged[];
  readonly #tally: OverlapTally;

  /** @param count sources of the request that were read */
  constructor(
    readonly request: ImportRequest,
    readonly count: number,
    readonly tags: MergedTags,
    readonly read: ReadExport,
    readonly base: BasePlant | null,
  ) {
    const numbers = Array.from({ length: count }, (_, source) => source);
    this.totals = numbers.map((source) => this.#totalsOf(source));
    const exports = numbers.map((source): Merged => this.#mergedExport(source, this.#ranks()[source]));
    const all = base ? [this.#mergedBase(base), ...exports] : exports;
    this.#sources = all
      .filter(({ parts }) => parts.some(({ minutes }) => minutes.length > 0))
      .sort((a, b) => a.minMs - b.minMs);
    this.#tally = new OverlapTally(this.#sources.length);
  }

  /** Minutes in all parts, those in several counted for each: at least as many as there are. */
  get mostMinutes(): number {
    const parts = this.#sources.flatMap((source) => source.parts);
    return parts.reduce((total, { minutes }) => total + minutes.length, 0);
  }

  /**
   * The merged minutes, ascending, `chunkMinutes` at a time. Taken once.
   * @param from of a single source, the first minute that is wanted
   */
  chunks(chunkMinutes: number, from = -Infinity): Generator<Minutes> {
    const { length } = this.tags.tags;
    if (this.#sources.length === 1) return mergeStaged(this.read.parts, length, chunkMinutes, from);
    return mergeSources(this.#sources, length, chunkMinutes, this.#tally);
  }

  /** Whether several sources were merged: a minute's rows are then those at distinct times. */
  get several(): boolean {
    return this.#sources.length > 1;
  }

  /** Rows of this import that are used. Known when all chunks were taken. */
  get rowsUsedNow(): number {
    const replaced = this.#sources.reduce(
      (sum, { rank }, at) => sum + (rank === BASE_RANK ? 0 : this.#tally.of(at).rowsReplaced),
      0,
    );
    return this.totals.reduce((sum, { rowsUsed }) => sum + rowsUsed, 0) - replaced;
  }

  /** The report of all sources of the plant, in their order. Known when all chunks were taken. */
  report(): ReportedSource[] {
    const { sources, base: asked, repeats } = this.request;
    const added = this.totals.map((total, source) => {
      const { file, plan } = sources[source];
      const blocks = this.read.index.filter((block) => block.source === source);
      return withRepeats(reportSource(file, plan, total, blocks), repeats?.[source] ?? []);
    });
    const known = this.base ? knownSources(this.base.facts) : [];
    const all = asked?.grown
      ? known.map((source, at) => (at === asked.grown?.source ? growSource(source, added[0]) : source))
      : [...known, ...added];
    const headers = this.tags.tags.map(({ header }) => header);
    const standsFor = this.#sources.map((source) => source.standsFor);
    return withOverlaps(all, standsFor, this.#tally, headers);
  }

  #totalsOf(source: number): SourceTotals {
    const slices = this.read.slices.filter(({ slice }) => slice.source === source);
    const { plan } = this.request.sources[source];
    const grown = this.request.base?.grown;
    // Lines of a file that has grown go on from its old end.
    const known = grown && this.base ? this.base.facts.reports[grown.source].lines + 1 : plan.firstDataLine;
    return sourceTotals(slices, known);
  }

  /** Rank of each export: by the file's date, then by order. */
  #ranks(): number[] {
    const order = this.request.sources
      .slice(0, this.count)
      .map(({ file }, at) => ({ at, date: file.lastModified }));
    order.sort((a, b) => a.date - b.date || a.at - b.at);
    const ranks: number[] = [];
    order.forEach(({ at }, rank) => (ranks[at] = rank));
    return ranks;
  }

  #mergedExport(source: number, rank: number): Merged {
    const { parts, slices, index } = this.read;
    const grown = this.request.base?.grown;
    const known = this.base?.facts.reports.length ?? 0;
    return {
      parts: parts.filter((_, at) => slices[at].slice.source === source),
      tagOf: this.tags.tagOf[source],
      ...ends(index.filter((block) => block.source === source)),
      rank,
      standsFor: [grown ? grown.source : known + source],
    };
  }

  #mergedBase(base: BasePlant): Merged {
    const { reports } = base.facts;
    const times = reports.flatMap(({ firstMs, lastMs }) => [firstMs, lastMs]).filter(Number.isFinite);
    return {
      parts: [base.staged(this.tags.baseTagOf)],
      tagOf: this.tags.baseTagOf,
      minMs: Math.min(...times),
      maxMs: Math.max(...times),
      rank: BASE_RANK,
      standsFor: reports.map((_, at) => at),
    };
  }
}

/** What is in the plant already gives way to an export with as many readings. */
const BASE_RANK = -1;

/** Sources of a plant as it reported them. */
function knownSources({ reports, issues, index, plans }: BaseFacts): ReportedSource[] {
  return reports.map((report, source) => ({
    ...report,
    issues: issues.filter((issue) => issue.source === source),
    blocks: index.filter((block) => block.source === source),
    plan: plans[source],
  }));
}
