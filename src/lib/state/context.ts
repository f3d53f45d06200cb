import { createContext } from 'svelte';
import type { FollowState } from './follow.svelte';
import type { ImportState } from './import.svelte';
import type { LinkState } from './link.svelte';
import type { LiveState } from './live.svelte';
import type { OfflineState } from './offline.svelte';
import type { PlantState } from './plant.svelte';
import type { ReplayState } from './replay.svelte';
import type { ThemeState } from './theme.svelte';
import type { ViewState } from './view.svelte';

/** All state that outlives a page. */
export interface App {
  plant: PlantState;
  view: ViewState;
  replay: ReplayState;
  importing: ImportState;
  follow: FollowState;
  link: LinkState;
  live: LiveState;
  offline: OfflineState;
  theme: ThemeState;
}

/** The app's state, given to all pages by the layout. */
export const [useApp, provideApp] = createContext<App>();
