/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
/** A choice that the browser remembers, shared by all that show it, in all tabs. */
export class Choice<T extends string> {
  private readonly listeners = new Set<() => void>();
  /** Holds where the browser refuses to store anything. */
  private unstored: T;

  constructor(
    private readonly key: string,
    private readonly order: readonly T[]
  ) {
    this.unstored = order[0];
    // Another tab of the same console changed it.
    addEventListener('storage', (event) => event.key === key && this.tell());
  }

  get value(): T {
    try {
      const stored = localStorage.getItem(this.key) as T | null;
      return stored && this.order.includes(stored) ? stored : this.unstored;
    } catch {
      return this.unstored;
    }
  }

  next(): void {
    const next = this.order[(this.order.indexOf(this.value) + 1) % this.order.length];
    this.unstored = next;
    try {
      localStorage.setItem(this.key, next);
    } catch {
      // Private windows may refuse; the choice then lasts as long as the page.
    }
    this.tell();
  }

  onChange(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  private tell(): void {
    this.listeners.forEach((listener) => listener());
  }
}
