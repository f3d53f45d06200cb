import type { Statement } from '$lib/rpc/database';
import { renderStatement } from './render';
import { shownInstant } from './shown-sql';

const INSTANT = /epoch_ms\(CAST\(\(?(-?\d+)\)? AS BIGINT\)\)/g;
/** Texts and quoted names, which stay as they are, or the blank before a part of a statement. */
const BREAKS =
  /'(?:[^']|'')*'|"(?:[^"]|"")*"|\s+(?=(?:FROM|WHERE|GROUP BY|ORDER BY|UNION ALL|LEFT JOIN|LIMIT)\b)/g;

/** A statement of ours as a person reads it and runs it again: its parameters written in, a line for each part. */
export function readableStatement(statement: Statement): string {
  return renderStatement(statement)
    .replaceAll(INSTANT, (_, ms: string) => shownInstant(Number(ms)))
    .replaceAll(BREAKS, (found) => (/^\s/.test(found) ? '\n' : found));
}
