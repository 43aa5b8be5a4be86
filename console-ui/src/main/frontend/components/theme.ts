/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
/** The choice between light, dark and the system's; the page's head applies it before the first paint. */

export type ThemeChoice = 'system' | 'light' | 'dark';

const KEY = 'roster.theme';
const ORDER: ThemeChoice[] = ['system', 'light', 'dark'];
const systemIsDark = matchMedia('(prefers-color-scheme: dark)');
const listeners = new Set<() => void>();

/** Holds where the browser refuses to store anything. */
let unstored: ThemeChoice = 'system';

export function themeChoice(): ThemeChoice {
  try {
    const stored = localStorage.getItem(KEY) as ThemeChoice | null;
    return stored && ORDER.includes(stored) ? stored : unstored;
  } catch {
    return unstored;
  }
}

export function nextTheme(): void {
  const next = ORDER[(ORDER.indexOf(themeChoice()) + 1) % ORDER.length];
  unstored = next;
  try {
    localStorage.setItem(KEY, next);
  } catch {
    // Private windows may refuse; the choice then lasts as long as the page.
  }
  apply();
}

export function onThemeChange(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function apply(): void {
  const choice = themeChoice();
  const dark = choice === 'dark' || (choice === 'system' && systemIsDark.matches);
  document.documentElement.setAttribute('theme', dark ? 'dark' : 'light');
  listeners.forEach((listener) => listener());
}

systemIsDark.addEventListener('change', apply);
// Another tab of the same console changed it.
addEventListener('storage', (event) => event.key === KEY && apply());
apply();
