/** What a key does on a focused chart. */
export type ChartCommand =
  | { kind: 'move'; points: number }
  | { kind: 'end'; which: 'first' | 'last' }
  /** Width of the new view over the old one. */
  | { kind: 'zoom'; factor: number }
  /** Share of the view's width, later when positive. */
  | { kind: 'pan'; share: number }
  | { kind: 'reset' }
  /** Unpins when something is pinned, else resets. */
  | { kind: 'escape' }
  | { kind: 'pin' };

/** The parts of a keyboard event that matter here. */
export type ChartKey = Pick<KeyboardEvent, 'key' | 'shiftKey' | 'ctrlKey' | 'metaKey' | 'altKey'>;

function arrow(direction: 1 | -1, { shiftKey, ctrlKey }: ChartKey): ChartCommand {
  return ctrlKey
    ? { kind: 'pan', share: direction * 0.2 }
    : { kind: 'move', points: direction * (shiftKey ? 10 : 1) };
}

/** The command of a key, null when the chart leaves it to the page. */
export function chartCommand(event: ChartKey): ChartCommand | null {
  if (event.metaKey || event.altKey) return null;
  if (event.key === 'ArrowLeft') return arrow(-1, event);
  if (event.key === 'ArrowRight') return arrow(1, event);
  // Ctrl with other keys belongs to the browser, its own zoom among them.
  if (event.ctrlKey) return null;
  switch (event.key) {
    case '+':
    case '=':
      return { kind: 'zoom', factor: 0.5 };
    case '-':
      return { kind: 'zoom', factor: 2 };
    case 'PageUp':
      return { kind: 'pan', share: -0.8 };
    case 'PageDown':
      return { kind: 'pan', share: 0.8 };
    case 'Home':
      return { kind: 'end', which: 'first' };
    case 'End':
      return { kind: 'end', which: 'last' };
    case '0':
      return { kind: 'reset' };
    case 'Escape':
      return { kind: 'escape' };
    case 'p':
    case 'P':
      return { kind: 'pin' };
    default:
      return null;
  }
}

/** How a chart is worked by keys, for those who cannot see its edges. */
export const KEY_HELP =
  'Left and right arrow move the crosshair by a point, with shift by ten. Home and End go to the ends. ' +
  'Plus and minus zoom. Page up and page down pan, as do control and arrows. ' +
  'P pins a cursor, a second pin compares. Escape unpins, or resets the view. 0 resets the view.';
