/** What a key does on the Alarms page. */
export type AlarmCommand =
  | { kind: 'move'; by: number; extend: boolean }
  | { kind: 'edge'; to: 'first' | 'last'; extend: boolean }
  | { kind: 'select' | 'select all' | 'select none' | 'acknowledge' | 'shelve' | 'undo' | 'open' };

/** Keys as the page shows them. */
export const ALARM_KEYS: readonly (readonly [keys: string, does: string])[] = [
  ['j k ↓ ↑', 'next, previous (with Shift: select)'],
  ['x', 'select'],
  ['Ctrl A', 'select all'],
  ['a', 'acknowledge'],
  ['s', 'shelve'],
  ['u', 'undo'],
  ['Enter', 'details'],
  ['Esc', 'select none'],
];

const PAGE_ROWS = 10;

interface Pressed {
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  shiftKey: boolean;
}

/** What a key press means, null for nothing of ours. */
export function alarmCommand({
  key,
  ctrlKey,
  metaKey,
  altKey,
  shiftKey: extend,
}: Pressed): AlarmCommand | null {
  if (altKey) return null;
  if (ctrlKey || metaKey) return key.toLowerCase() === 'a' ? { kind: 'select all' } : null;
  switch (key.length === 1 ? key.toLowerCase() : key) {
    case 'j':
    case 'ArrowDown':
      return { kind: 'move', by: 1, extend };
    case 'k':
    case 'ArrowUp':
      return { kind: 'move', by: -1, extend };
    case 'PageDown':
      return { kind: 'move', by: PAGE_ROWS, extend };
    case 'PageUp':
      return { kind: 'move', by: -PAGE_ROWS, extend };
    case 'Home':
      return { kind: 'edge', to: 'first', extend };
    case 'End':
      return { kind: 'edge', to: 'last', extend };
    case 'x':
    case ' ':
      return { kind: 'select' };
    case 'a':
      return { kind: 'acknowledge' };
    case 's':
      return { kind: 'shelve' };
    case 'u':
      return { kind: 'undo' };
    case 'Enter':
      return { kind: 'open' };
    case 'Escape':
      return { kind: 'select none' };
    default:
      return null;
  }
}
