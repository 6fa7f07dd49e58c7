/** Light, dark, or as the system is. `theme.js` does the same before anything is painted. */
import { useSyncExternalStore } from 'react';
import { keep, keptText } from '../kept.ts';

export type Theme = 'system' | 'light' | 'dark';

const KEPT_AS = 'upwatch.theme';
const isDarkSystem = matchMedia('(prefers-color-scheme: dark)');
const listeners = new Set<() => void>();

function chosen(): Theme {
  const text = keptText(KEPT_AS);
  return text === 'light' || text === 'dark' ? text : 'system';
}

export function chooseTheme(theme: Theme): void {
  keep(KEPT_AS, theme);
  show();
}

/** Follows the system from now on, where that is what was chosen. */
export function startTheme(): void {
  isDarkSystem.addEventListener('change', show);
  show();
}

function show(): void {
  const theme = chosen();
  const isDark = theme === 'dark' || (theme === 'system' && isDarkSystem.matches);
  document.documentElement.dataset['theme'] = isDark ? 'dark' : 'light';
  for (const listener of listeners) listener();
}

export function useTheme(): Theme {
  return useSyncExternalStore((listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }, chosen);
}
