/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
import { nextTheme } from './theme.js';

/** How long the second key of a pair may take. */
const PAIR_MS = 1200;
const SINGLE = ['?', 'p'];
const PAIRS = ['g o', 'g w', 'g e'];

/** Hears single keys and whether the tab is seen, and tells the server what concerns it. */
class BrowserSignals extends HTMLElement {
  private first = '';
  private firstAt = 0;

  private readonly onKey = (event: KeyboardEvent) => this.key(event);
  private readonly onVisibility = () => this.tell('visibility', !document.hidden);

  connectedCallback(): void {
    this.hidden = true;
    document.addEventListener('keydown', this.onKey);
    document.addEventListener('visibilitychange', this.onVisibility);
  }

  disconnectedCallback(): void {
    document.removeEventListener('keydown', this.onKey);
    document.removeEventListener('visibilitychange', this.onVisibility);
  }

  private key(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    const field = this.typingIn(event);
    if (field) {
      if (event.key === 'Escape') field.blur();
      return;
    }
    if (document.querySelector('vaadin-dialog-overlay')) return;
    if (this.act(event)) event.preventDefault();
  }

  private act(event: KeyboardEvent): boolean {
    const pair = this.takeFirst(event.timeStamp) + ' ' + event.key;
    if (PAIRS.includes(pair)) return this.tell('shortcut', pair);
    if (SINGLE.includes(event.key)) return this.tell('shortcut', event.key);
    if (event.key === 't') {
      nextTheme();
      return true;
    }
    if (event.key === '/') return this.search();
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
    const field = document.querySelector<HTMLElement>('[data-search]');
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

customElements.define('browser-signals', BrowserSignals);
