/** Colours of the canvas, resolved from the page's CSS. */
export interface ChartTheme {
  panel: string;
  line: string;
  text: string;
  quiet: string;
  focus: string;
  /** CSS font of axis labels, size included. */
  font: string;
}

/**
 * Read the colours that a probe element carries: text as `color`, panel as `background-color`, and line, quiet and
 * focus as left, right and top border. Custom properties cannot be read directly: `light-dark()` inside them is
 * resolved only where a real property uses it.
 */
export function readTheme(probe: Element): ChartTheme {
  const style = getComputedStyle(probe);
  return {
    panel: style.backgroundColor,
    line: style.borderLeftColor,
    text: style.color,
    quiet: style.borderRightColor,
    focus: style.borderTopColor,
    font: `12px ${style.fontFamily}`,
  };
}

/**
 * Call back when colours may have changed: the system's scheme or contrast, or attributes of the root element.
 * @returns stops watching
 */
export function watchTheme(changed: () => void): () => void {
  const queries = ['(prefers-color-scheme: dark)', '(forced-colors: active)', '(prefers-contrast: more)'];
  const lists = queries.map((query) => matchMedia(query));
  lists.forEach((list) => list.addEventListener('change', changed));
  const observer = new MutationObserver(changed);
  observer.observe(document.documentElement, { attributes: true });
  return () => {
    lists.forEach((list) => list.removeEventListener('change', changed));
    observer.disconnect();
  };
}
