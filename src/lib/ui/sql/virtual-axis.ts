import {
  elementScroll,
  observeElementOffset,
  observeElementRect,
  Virtualizer,
  type VirtualItem,
} from '@tanstack/virtual-core';

/** What of a long row of things is in sight: where each begins, px from the first. */
export interface InSight {
  items: VirtualItem[];
  /** Length of all of them, px. */
  totalPx: number;
}

export const NOTHING_IN_SIGHT: InSight = { items: [], totalPx: 0 };

/**
 * Tell what of the rows, or columns, of a scrolled element is in sight, now and after each scroll and resize.
 * @param count  how many there are
 * @param sizePx of one by its index
 * @returns stops telling
 */
export function watchAxis(
  node: HTMLElement,
  axis: { count: number; sizePx: (index: number) => number; horizontal: boolean; overscan: number },
  tell: (inSight: InSight) => void,
): () => void {
  const virtualizer = new Virtualizer<HTMLElement, HTMLElement>({
    count: axis.count,
    getScrollElement: () => node,
    estimateSize: axis.sizePx,
    horizontal: axis.horizontal,
    overscan: axis.overscan,
    scrollToFn: elementScroll,
    observeElementRect,
    observeElementOffset,
    onChange: (now) => tell({ items: now.getVirtualItems(), totalPx: now.getTotalSize() }),
  });
  // Its frame adapters do the same: the first starts it, the second takes the element.
  const stop = virtualizer._didMount();
  virtualizer._willUpdate();
  tell({ items: virtualizer.getVirtualItems(), totalPx: virtualizer.getTotalSize() });
  return stop;
}
