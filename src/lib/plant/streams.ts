const LETTERS: Record<string, string> = { ä: 'ae', ö: 'oe', ü: 'ue', ß: 'ss', '₂': '2', '₄': '4' };

/** A header as words between underscores, for matching: `Gebläse Drehzahl` gives `_geblaese_drehzahl_`. */
export function wordsOfHeader(header: string): string {
  const parted = header.replace(/([a-z])([A-Z])/g, '$1_$2').toLowerCase();
  const plain = [...parted].map((letter) => LETTERS[letter] ?? letter).join('');
  return `_${plain.replace(/[^a-z0-9]+/g, '_')}_`.replace(/_+/g, '_');
}

/** Words of quantities and units: what is left of a header without them names the stream. */
const QUANTITY =
  /^(?:ch4|co2|n2|o2|h2s|h2o|methane?|kohlendioxid|stickstoff|sauerstoff|schwefelwasserstoff|carbon|dioxide|nitrogen|oxygen|hydrogen|sulfide|flow|durchfluss|volumenstrom|pressure|druck|temp|temperature|temperatur|acc|accvolume|volume|today|todayenergy|yest|energy|btu|mbtu|mmbtu|mcf|scfm|current|real|pct|percent|ppm|psi|psig|deg[cf])$/;
const SITE = /^_bop_plc_/;

/**
 * The gas stream a header speaks of: its words without site prefix and quantities, joined by blanks;
 * '' when nothing is left. `bop_plc_membrane_outlet_ch4` gives `membrane outlet`.
 */
export function streamOf(header: string): string {
  const words = wordsOfHeader(header).replace(SITE, '_').split('_');
  return words.filter((word) => word !== '' && !QUANTITY.test(word)).join(' ');
}
