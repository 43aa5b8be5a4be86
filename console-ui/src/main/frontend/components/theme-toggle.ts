/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
import { theme } from './theme.js';

const WORDS = { system: 'Follows the system', light: 'Light', dark: 'Dark' };

/** A button that goes through light, dark and the system's choice. */
class ThemeToggle extends HTMLElement {
  private readonly button = document.createElement('button');
  private forget: () => void = () => {};

  connectedCallback(): void {
    this.button.type = 'button';
    this.button.dataset.testid = 'theme-toggle';
    this.button.className = 'icon-button';
    this.button.onclick = () => theme.next();
    this.replaceChildren(this.button);
    this.forget = theme.onChange(() => this.show());
    this.show();
  }

  disconnectedCallback(): void {
    this.forget();
  }

  private show(): void {
    const label = `Theme: ${WORDS[theme.value]}`;
    this.button.setAttribute('aria-label', label);
    this.button.title = `${label} (t)`;
    this.button.dataset.choice = theme.value;
  }
}

customElements.define('theme-toggle', ThemeToggle);
