/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */

const SHOWN_MS = 1500;
/** The part of that time in which the mark does not fade yet. */
const STEADY = 0.4;

const still = matchMedia('(prefers-reduced-motion: reduce)');

/** What a cell shows: which row's, and which value. */
type Sight = [row: unknown, value: unknown];

/** Stands unseen in a cell of a list, and marks the cell for a moment when its row gets another value. */
class CellWatch extends HTMLElement {
  private seen: Sight | undefined;

  connectedCallback(): void {
    this.hidden = true;
  }

  set sight(now: Sight) {
    const before = this.seen;
    this.seen = now;
    // A cell that scrolls is given to another row; then nothing has changed.
    if (before && before[0] === now[0] && before[1] !== now[1]) this.mark();
  }

  private mark(): void {
    if (still.matches) return;
    const marked = { backgroundColor: 'var(--accent-ground)' };
    this.parentElement?.animate([marked, { ...marked, offset: STEADY }, { backgroundColor: 'transparent' }], {
      id: 'changed',
      duration: SHOWN_MS
    });
  }
}

customElements.define('cell-watch', CellWatch);
