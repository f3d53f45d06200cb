export type Theme = 'light' | 'dark' | 'system';

function remembered(): Theme {
  try {
    const theme = localStorage.getItem('theme');
    return theme === 'light' || theme === 'dark' ? theme : 'system';
  } catch (error) {
    // Storage may be blocked altogether: the choice then lasts as long as the page.
    if (error instanceof DOMException) return 'system';
    throw error;
  }
}

/** Light, dark, or as the system has it. app.html applies what is remembered before the first paint. */
export class ThemeState {
  chosen = $state<Theme>(remembered());

  choose(theme: Theme): void {
    this.chosen = theme;
    const root = document.documentElement;
    if (theme === 'system') delete root.dataset.theme;
    else root.dataset.theme = theme;
    try {
      localStorage.setItem('theme', theme);
    } catch (error) {
      if (!(error instanceof DOMException)) throw error;
    }
  }
}
