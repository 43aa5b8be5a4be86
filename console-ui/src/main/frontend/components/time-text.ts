/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
import { local, relative, utc, zone } from './clock.js';

const WORDS = { utc: 'UTC', local: 'Local', relative: 'Ago' };
const LABELS = { utc: 'UTC', local: "this browser's zone", relative: 'how long ago' };

/** All that are on the page: one timer serves them. */
const shown = new Set<TimeText>();

/** A time as the person chose to read it; the full form is on hovering. */
class TimeText extends HTMLElement {
  private date: Date | undefined;

  set at(iso: string) {
    this.date = iso ? new Date(iso) : undefined;
    this.title = iso;
    this.show();
  }

  connectedCallback(): void {
    shown.add(this);
    this.show();
  }

  disconnectedCallback(): void {
    shown.delete(this);
  }

  show(): void {
    const text = this.words();
    if (this.textContent !== text) this.textContent = text;
  }

  private words(): string {
    if (!this.date) return '–';
    if (this.getAttribute('mode') === 'relative' || zone.value === 'relative') return relative(this.date);
    return zone.value === 'local' ? local(this.date) : utc(this.date);
  }
}

/** A button that goes through the ways of writing times. */
class ZoneToggle extends HTMLElement {
  private readonly button = document.createElement('button');
  private forget: () => void = () => {};

  connectedCallback(): void {
    this.button.type = 'button';
    this.button.dataset.testid = 'zone-toggle';
    this.button.className = 'icon-button zone-button';
    this.button.onclick = () => zone.next();
    this.replaceChildren(this.button);
    this.forget = zone.onChange(() => this.show());
    this.show();
  }

  disconnectedCallback(): void {
    this.forget();
  }

  private show(): void {
    this.button.textContent = WORDS[zone.value];
    const label = `Times: ${LABELS[zone.value]}`;
    this.button.setAttribute('aria-label', `${WORDS[zone.value]}. ${label}`);
    this.button.title = `${label} (z)`;
  }
}

zone.onChange(() => shown.forEach((text) => text.show()));
setInterval(() => shown.forEach((text) => text.show()), 1000);
customElements.define('time-text', TimeText);
customElements.define('zone-toggle', ZoneToggle);
