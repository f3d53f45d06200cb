/** A member of an archive, or a table of a database. */
export interface Member {
  /** Path in the archive, or name of the table. */
  name: string;
  /** Unpacked size; an estimate for a table, 0 where the archive does not tell. */
  sizeBytes: number;
  /** When it was written, ms since epoch; absent where that is not known. */
  modifiedMs?: number;
}

const EXPORTS = /\.(?:csv|txt|tsv|tab|dat|log|asc|prn|gz|parquet|pq)$/i;
const HIDDEN = /(?:^|\/)(?:__MACOSX\/|\.|~\$|Thumbs\.db$|desktop\.ini$)/i;
const PROSE = /(?:^|\/)(?:read[ _-]?me|licen[cs]e|changelog|notice|liesmich)[^/]*$/i;

/** Whether an archive's member is worth unpacking: an export by its name, or a file without an ending. */
export function isExport({ name, sizeBytes }: Member): boolean {
  if (sizeBytes === 0 || name.endsWith('/') || HIDDEN.test(name) || PROSE.test(name)) return false;
  const file = name.slice(name.lastIndexOf('/') + 1);
  return EXPORTS.test(file) || !file.includes('.');
}

/** Members to unpack, and those left out that a person would want to hear of: not folders nor hidden files. */
export function chooseMembers<M extends Member>(members: readonly M[]): { taken: M[]; leftOut: M[] } {
  return {
    taken: members.filter(isExport),
    leftOut: members.filter(
      (member) => !isExport(member) && !member.name.endsWith('/') && !HIDDEN.test(member.name),
    ),
  };
}

/** How an unpacked file is called: `history.zip › 2024/january.csv`, `history.csv` for `history.csv.gz`. */
export function memberTitle(archive: string, member: string | null): string {
  if (member !== null) return `${archive} › ${member}`;
  const bare = archive.replace(/\.gz(?:ip)?$/i, '').replace(/\.tgz$/i, '.tar');
  return bare === archive ? `${archive} › content` : bare;
}
