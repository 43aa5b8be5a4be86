/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
/** Small help for drawing. */

const SPACE = 'http://www.w3.org/2000/svg';

type Attributes = Record<string, string | number | undefined>;

export function svg(name: string, attributes: Attributes = {}, ...children: (Node | string)[]): SVGElement {
  const element = document.createElementNS(SPACE, name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== undefined) element.setAttribute(key, String(value));
  }
  element.append(...children);
  return element;
}

/** An element that draws anew when its data change. */
export abstract class Picture<T> extends HTMLElement {
  protected facts: T | undefined;
  private text = '';

  /** The data as JSON. */
  set data(json: string) {
    if (json === this.text) return;
    this.text = json;
    this.facts = json ? (JSON.parse(json) as T) : undefined;
    this.redraw();
  }

  get data(): string {
    return this.text;
  }

  connectedCallback(): void {
    this.redraw();
  }

  protected redraw(): void {
    if (!this.isConnected || !this.facts) return;
    const focused = (document.activeElement as Element | null)?.getAttribute('data-id');
    const holdsFocus = this.contains(document.activeElement);
    this.replaceChildren(this.draw(this.facts));
    if (holdsFocus && focused) {
      this.querySelector<SVGElement>(`[data-id="${CSS.escape(focused)}"]`)?.focus();
    }
  }

  protected abstract draw(facts: T): Node;

  protected tell(name: string, detail: unknown): void {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}
