/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
import { Choice } from './choice.js';

/** The choice between light, dark and the system's; the page's head applies it before the first paint. */
export const theme = new Choice('roster.theme', ['system', 'light', 'dark'] as const);

const systemIsDark = matchMedia('(prefers-color-scheme: dark)');

function apply(): void {
  const dark = theme.value === 'dark' || (theme.value === 'system' && systemIsDark.matches);
  document.documentElement.setAttribute('theme', dark ? 'dark' : 'light');
}

systemIsDark.addEventListener('change', apply);
theme.onChange(apply);
apply();
