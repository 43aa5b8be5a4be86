/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
/** A text with a button that copies it. */
class CopyText extends HTMLElement {
  private readonly code = document.createElement('code');
  private readonly button = document.createElement('button');

  constructor() {
    super();
    this.button.type = 'button';
    this.button.dataset.testid = 'copy';
    this.button.className = 'quiet-button';
    this.button.onclick = () => this.copy();
    this.say('Copy');
  }

  set text(text: string) {
    this.code.textContent = text;
  }

  get text(): string {
    return this.code.textContent ?? '';
  }

  connectedCallback(): void {
    this.replaceChildren(this.code, this.button);
  }

  private async copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(this.text);
      this.say('Copied');
    } catch {
      // Browsers refuse over plain HTTP; then the text is at least marked for the person to copy.
      getSelection()?.selectAllChildren(this.code);
      this.say('Press Ctrl+C');
    }
    setTimeout(() => this.say('Copy'), 2000);
  }

  private say(word: string): void {
    this.button.textContent = word;
    this.button.setAttribute('aria-live', 'polite');
  }
}

customElements.define('copy-text', CopyText);
