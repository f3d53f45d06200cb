import { streamOf, wordsOfHeader } from './streams';
import { canonicalTag, type TagGroup } from './tags';

/** What grouping goes by; a subset of a column plan. */
export interface GroupedColumn {
  header: string;
  canonical: string | null;
}

const NAMES: Record<TagGroup, string> = {
  gas: 'Gas',
  compressor: 'Compressor',
  blower: 'Blower',
  safety: 'Safety',
  energy: 'Energy',
  plant: 'Plant',
};

/** Equipment by its words; the first that matches names the group. */
const EQUIPMENT: [group: string, words: RegExp][] = [
  ['Safety', /e_?stop|emergency|abort|not_?aus|_lel_|leak|_hs\d+/],
  ['Compressor', /_comp_|compress|verdichter|kompressor/],
  ['Blower', /blower|geblaese/],
  ['Flare', /flare|fackel/],
  ['Oxidizer', /_tox_|oxidi[sz]er/],
  ['Membrane', /membran/],
  ['Digester', /digester|fermenter|gaerbehaelter|reactor/],
  ['CHP', /_chp|bhkw|genset|_engine/],
  ['Chiller', /chiller|kuehl|cooler/],
  ['Pumps', /pump/],
  ['Valves', /valve|ventil|klappe|_x?[fpt]?c?v_?\d+|_zs[oc]_/],
  ['Motors', /motor|_vfd|_fan_/],
  ['Gas', /_ch4_|_co2_|_h2s_|_n2_|_o2_|methan|biogas|gas_/],
  ['Energy', /kwh|energ|btu|power|leistung/],
];
const OTHER = 'Other';

/** Words before the last, in title case; the device before a colon (`123M04: Flow`) as written. */
function prefixOf(header: string): string {
  const colon = header.indexOf(':');
  if (colon > 0) return header.slice(0, colon).trim();
  const words = wordsOfHeader(header)
    .replace(/^_bop_plc_/, '_')
    .split('_')
    .filter((word) => word !== '');
  const stream = streamOf(header)
    .split(' ')
    .filter((word) => word !== '');
  const shared = words.length > 1 && stream.length > 0 ? stream.slice(0, Math.min(2, words.length - 1)) : [];
  return shared.length > 0 ? shared.map((word) => word[0].toUpperCase() + word.slice(1)).join(' ') : OTHER;
}

/** Name of the group a tag is listed under: of its canonical tag, else its equipment, else the words it begins with. */
export function groupOf({ header, canonical }: GroupedColumn): string {
  const known = canonical === null ? null : canonicalTag(canonical);
  if (known) return NAMES[known.group];
  const words = wordsOfHeader(header);
  return EQUIPMENT.find(([, pattern]) => pattern.test(words))?.[0] ?? prefixOf(header);
}

/**
 * Columns by group, groups in order of their name with "Other" last. A prefix that only one column has is no group:
 * that column goes to "Other".
 */
export function groupColumns<T extends GroupedColumn>(columns: T[]): { group: string; columns: T[] }[] {
  const named = new Set([...Object.values(NAMES), ...EQUIPMENT.map(([group]) => group)]);
  const groups = new Map<string, T[]>();
  for (const column of columns) groups.set(groupOf(column), [...(groups.get(groupOf(column)) ?? []), column]);
  for (const [group, members] of [...groups]) {
    if (members.length > 1 || named.has(group) || group === OTHER) continue;
    groups.delete(group);
    groups.set(OTHER, [...(groups.get(OTHER) ?? []), ...members]);
  }
  return [...groups]
    .map(([group, members]) => ({ group, columns: members }))
    .sort((a, b) => Number(a.group === OTHER) - Number(b.group === OTHER) || a.group.localeCompare(b.group));
}
