import { MAPPING_RULES, type MappingRule } from './mapping-rules';
import { streamOf, wordsOfHeader } from './streams';
import { CANONICAL_TAGS, canonicalTag } from './tags';
import { knownUnit } from './unit-words';

/** What a mapping goes by. */
export interface MappingInput {
  header: string;
  unit: string;
  /** Column kind of the plan: number, boolean, text, time or empty. */
  kind: string;
  /** What a person chose: an id, null for "none", undefined when they did not. */
  chosen?: string | null;
}

export interface Proposal {
  /** Canonical tag, null when none is likely. */
  canonical: string | null;
  /** 0..1: 0.99 for names of the reference plant, 1 when a person chose it, 0 when there is none. */
  confidence: number;
}

const NONE: Proposal = { canonical: null, confidence: 0 };
const EXACT = 0.99;
const LEAST = 0.5;
/** A column of the same control system as the reference plant's, or one whose unit agrees. */
const FAMILY = 0.08;
const UNIT_AGREES = 0.05;
const STATE_AS_NUMBER = -0.1;

const REFERENCE = new Map(CANONICAL_TAGS.map((tag) => [tag.referenceColumn, tag.id]));

/** Name of the reference plant's export, with or without its site prefix. */
const referenceTag = (header: string) => {
  const name = header.trim().toLowerCase();
  return REFERENCE.get(name) ?? REFERENCE.get(`bop_plc_${name}`) ?? null;
};

function isKind(canonical: string, kind: string): boolean {
  const state = canonicalTag(canonical)?.quantity === 'state';
  return state ? kind === 'boolean' || kind === 'number' : kind === 'number';
}

function ruleConfidence(rule: MappingRule, column: MappingInput, words: string, besideGas: boolean): number {
  if (!isKind(rule.canonical, column.kind) || (rule.besideGas && !besideGas)) return 0;
  if (!rule.needs.every((need) => need.test(words)) || rule.not?.test(words)) return 0;
  const quantity = knownUnit(column.unit)?.quantity;
  if (quantity !== undefined && !rule.quantities.includes(quantity)) return 0;
  const state = canonicalTag(rule.canonical)?.quantity === 'state';
  return (
    rule.confidence +
    (words.startsWith('_bop_plc_') ? FAMILY : 0) +
    (quantity === undefined ? 0 : UNIT_AGREES) +
    (state && column.kind === 'number' ? STATE_AS_NUMBER : 0)
  );
}

interface Candidate extends Proposal {
  canonical: string;
  index: number;
  /** Candidates of the same slot exclude each other. */
  slot: string;
}

const slotOf = (canonical: string, header: string) =>
  canonicalTag(canonical)?.perStream ? `${canonical} of ${streamOf(header)}` : canonical;

function candidatesOf(column: MappingInput, index: number, gasStreams: Set<string>): Candidate[] {
  const candidate = (canonical: string, confidence: number): Candidate => ({
    canonical,
    confidence: Math.min(confidence, EXACT),
    index,
    slot: slotOf(canonical, column.header),
  });
  if (column.kind === 'text' || column.kind === 'time') return [];
  const exact = referenceTag(column.header);
  if (exact !== null) return [candidate(exact, EXACT)];
  const words = wordsOfHeader(column.header);
  const besideGas = gasStreams.has(streamOf(column.header));
  return MAPPING_RULES.map((rule) =>
    candidate(rule.canonical, ruleConfidence(rule, column, words, besideGas)),
  ).filter(({ confidence }) => confidence >= LEAST);
}

/** Named streams that have a methane or carbon dioxide reading. */
function streamsWithAnalysis(columns: MappingInput[]): Set<string> {
  const analysed = columns.filter(({ header }) => /_(?:ch4|co2)_/.test(wordsOfHeader(header)));
  return new Set(analysed.map(({ header }) => streamOf(header)).filter((stream) => stream !== ''));
}

/**
 * Propose a canonical tag for each column by what its header, unit and kind mean. Each tag is proposed once, gas
 * and energy tags once for each stream; the most confident column wins and the others stay unmapped. What a
 * person chose stands and takes its tag from other columns of the stream.
 * @returns one proposal for each column, in order; no confidence lies between 0 and 0.5
 */
export function proposeMapping(columns: MappingInput[]): Proposal[] {
  const gasStreams = streamsWithAnalysis(columns);
  const proposals = columns.map(({ chosen }): Proposal =>
    chosen ? { canonical: chosen, confidence: 1 } : NONE,
  );
  const taken = new Set(columns.flatMap(({ chosen, header }) => (chosen ? [slotOf(chosen, header)] : [])));
  const candidates = columns
    .flatMap((column, index) => (column.chosen === undefined ? candidatesOf(column, index, gasStreams) : []))
    .sort((a, b) => b.confidence - a.confidence || a.index - b.index);
  for (const { canonical, confidence, index, slot } of candidates) {
    if (taken.has(slot) || proposals[index].canonical !== null) continue;
    taken.add(slot);
    proposals[index] = { canonical, confidence: Math.round(confidence * 100) / 100 };
  }
  return proposals;
}

/** Unit of a column that names none: the reference plant's, but only where the column is surely of its kind. */
export function mappedUnit({ canonical, confidence }: Proposal): string {
  return canonical !== null && confidence === EXACT ? (canonicalTag(canonical)?.unit ?? '') : '';
}
