import { PRESET_LABELS, PRESETS, type Preset } from '$lib/state/range';
import { PAGES, type PagePath } from '$lib/ui/pages';
import type { PaletteItem } from '$lib/ui/palette-items';

export interface PaletteSource {
  /** Tags of the open plant, null while none is open. */
  tags: readonly { tag: string; header: string; canonical: string | null; unit: string | null }[] | null;
  replaying: boolean;
  onpage(path: PagePath): void;
  ontag(tag: string): void;
  onpreset(preset: Preset): void;
  /** By so many ranges, back where negative. */
  onstep(ranges: number): void;
  onreplay(): void;
  oncleartags(): void;
}

/** What the search finds: pages, and with a plant open its commands and tags. */
export function paletteItems(source: PaletteSource): PaletteItem[] {
  const pages = PAGES.map(({ path, name, purpose }) => ({
    ...{ id: `page ${path}`, kind: 'Page' as const, name, detail: purpose },
    run: () => source.onpage(path),
  }));
  if (source.tags === null) return pages;
  const tags = source.tags.map(({ tag, header, canonical, unit }) => ({
    ...{ id: `tag ${tag}`, kind: 'Tag' as const, name: header },
    detail: [canonical, unit].filter(Boolean).join(', '),
    run: () => source.ontag(tag),
  }));
  return [...pages, ...commands(source), ...tags];
}

function commands(source: PaletteSource): PaletteItem[] {
  const command = (name: string, detail: string, run: () => void): PaletteItem => ({
    ...{ id: `command ${name}`, kind: 'Command', name, detail, run },
  });
  return [
    ...PRESETS.map((preset) =>
      command(`Show ${preset === 'all' ? 'all data' : `last ${PRESET_LABELS[preset]}`}`, 'time range', () =>
        source.onpreset(preset),
      ),
    ),
    command('Back by one range', 'time range', () => source.onstep(-1)),
    command('Forward by one range', 'time range', () => source.onstep(1)),
    command(
      source.replaying ? 'Leave the replay' : 'Replay this range',
      'replay as if live',
      source.onreplay,
    ),
    command('Clear the tags on Trends', 'trends', source.oncleartags),
  ];
}
