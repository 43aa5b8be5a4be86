/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
import { zone } from './clock.js';
import { theme } from './theme.js';

/** How long the second key of a pair may take. */
const PAIR_MS = 1200;
const SINGLE = ['?', 'p', 'r'];
const SECOND = 'owtakleurxcmnsb';

/** Hears single keys and whether the tab is seen, and tells the server what concerns it. */
class BrowserSignals extends HTMLElement {
  private first = '';
  private firstAt = 0;
  private leaving = false;

  private readonly onKey = (event: KeyboardEvent) => this.key(event);
  private readonly onEarly = (event: KeyboardEvent) => this.early(event);
  private readonly onVisibility = () => this.visibility();
  private readonly onLeave = () => {
    this.leaving = true;
  };
  private readonly onReturn = () => {
    this.leaving = false;
  };

  connectedCallback(): void {
    this.hidden = true;
    document.addEventListener('keydown', this.onKey);
    document.addEventListener('keydown', this.onEarly, true);
    document.addEventListener('visibilitychange', this.onVisibility);
    window.addEventListener('pagehide', this.onLeave);
    window.addEventListener('pageshow', this.onReturn);
  }

  disconnectedCallback(): void {
    document.removeEventListener('keydown', this.onKey);
    document.removeEventListener('keydown', this.onEarly, true);
    document.removeEventListener('visibilitychange', this.onVisibility);
    window.removeEventListener('pagehide', this.onLeave);
    window.removeEventListener('pageshow', this.onReturn);
  }

  /** A page that is left is hidden at last; the server has been told of its end then, and takes no more from it. */
  private visibility(): void {
    if (!this.leaving) this.tell('visibility', !document.hidden);
  }

  private key(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    const field = this.typingIn(event);
    if (field) {
      if (event.key === 'Escape') field.blur();
      return;
    }
    if (dialog()) return;
    if (this.act(event)) event.preventDefault();
  }

  /**
   * Before the list hears of it, which would go into the cell, to the box that selects the row; and before a filter
   * does, which would forget what was typed.
   */
  private early(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const field = this.typingIn(event);
    const done = field ? leave(field, event.key) : event.key === 'Enter' && !dialog() && openRow();
    if (done) {
      event.preventDefault();
      event.stopPropagation();
    }
  }

  private act(event: KeyboardEvent): boolean {
    const pair = this.takeFirst(event.timeStamp) + ' ' + event.key;
    if (pair.startsWith('g ') && SECOND.includes(event.key)) return this.tell('shortcut', pair);
    if (SINGLE.includes(event.key)) return this.tell('shortcut', event.key);
    if (event.key === 't') {
      theme.next();
      return true;
    }
    if (event.key === 'z') {
      zone.next();
      return true;
    }
    if (event.key === '/') return this.search();
    if (event.key === 'j') return moveRow('ArrowDown');
    if (event.key === 'k') return moveRow('ArrowUp');
    if (event.key === 'g') {
      this.first = 'g';
      this.firstAt = event.timeStamp;
    }
    return false;
  }

  private takeFirst(now: number): string {
    const first = now - this.firstAt <= PAIR_MS ? this.first : '';
    this.first = '';
    return first;
  }

  private search(): boolean {
    const field = document.querySelector<HTMLElement>('[data-search]') ?? document.querySelector<HTMLElement>('[data-find]');
    field?.focus();
    return field !== null;
  }

  private typingIn(event: KeyboardEvent): HTMLElement | undefined {
    return event
      .composedPath()
      .find(
        (target): target is HTMLElement =>
          target instanceof HTMLElement &&
          (target instanceof HTMLInputElement ||
            target instanceof HTMLTextAreaElement ||
            target instanceof HTMLSelectElement ||
            target.isContentEditable)
      );
  }

  private tell(name: string, detail: unknown): boolean {
    this.dispatchEvent(new CustomEvent(name, { detail }));
    return true;
  }
}

function dialog(): Element | null {
  return document.querySelector('vaadin-dialog-overlay[opened]');
}

/** Goes back from a list's filter to the list. */
function leave(field: HTMLElement, key: string): boolean {
  const filter = field.closest('[data-search]');
  if (!filter || (key !== 'Escape' && key !== 'Enter')) return false;
  field.blur();
  return true;
}

/** The first list on the page that is seen. */
function list(): HTMLElement | undefined {
  return [...document.querySelectorAll<HTMLElement>('vaadin-grid')].find((grid) => grid.offsetParent !== null);
}

function cellOf(grid: HTMLElement | undefined): HTMLElement | null {
  return (grid?.shadowRoot?.activeElement as HTMLElement | null | undefined) ?? null;
}

/** Goes to the next or former row; the first press enters the list. */
function moveRow(key: 'ArrowDown' | 'ArrowUp'): boolean {
  const grid = list();
  if (!grid) return false;
  leaveContent(grid);
  const cell = cellOf(grid);
  if (!cell || !grid.shadowRoot?.querySelector('#items')?.contains(cell)) {
    grid.shadowRoot?.querySelector<HTMLElement>('#items [tabindex="0"]')?.focus();
  } else {
    cell.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, composed: true }));
  }
  return true;
}

/** The list itself goes back from what is in a cell, such as a row's menu, to the cell. */
function leaveContent(grid: HTMLElement): void {
  const inside = document.activeElement;
  if (inside && inside !== grid && grid.contains(inside)) {
    inside.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, composed: true }));
  }
}

/** Follows the link of the row that has the focus. In the cell with the row's menu, Enter goes into that instead. */
function openRow(): boolean {
  const cell = cellOf(list());
  const row = cell?.closest('tr');
  if (!cell || !row || within(cell, 'vaadin-menu-bar')) return false;
  const link = within(row, 'a[href]');
  link?.click();
  return link !== undefined;
}

/** The first such thing in the contents of a cell, or of a row's cells. */
function within(part: Element, selector: string): HTMLElement | undefined {
  return [...part.querySelectorAll('slot')]
    .flatMap((slot) => slot.assignedElements())
    .flatMap((content) => [...content.querySelectorAll<HTMLElement>(selector)])[0];
}

customElements.define('browser-signals', BrowserSignals);
