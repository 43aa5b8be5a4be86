/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
import { serverSays } from './clock.js';

type Freshness = 'waiting' | 'live' | 'paused' | 'stale' | 'disconnected';

/** Pictures come once a second; after this long without a fresh one the page says so. */
const STALE_AFTER_MS = 4000;
const PROBE_LIMIT_MS = 2000;
/** The page's own script: whatever proxy let the page through lets this through too. */
const PROBED = import.meta.url;
/** What a proxy answers that does not reach the coordinator. */
const NOBODY_BEHIND = [502, 503, 504];

const ANNOUNCED: Record<Freshness, string> = {
  waiting: '',
  live: 'The page is live.',
  paused: 'The page is paused.',
  stale: 'The data are stale.',
  disconnected: 'The connection to the coordinator is lost.'
};

interface Connection {
  state: string;
  addStateChangeListener(listener: () => void): void;
  removeStateChangeListener(listener: () => void): void;
}

/** Says how fresh the page is, and counts on by itself when nothing comes any more. */
class LiveStatus extends HTMLElement {
  asOf = '';
  coordinator = '';
  heldBack = 0;

  private stopped = false;
  private ageOnArrival: number | undefined;
  private arrivedAt = 0;
  private freshness: Freshness = 'waiting';
  private timer = 0;
  private probing = false;
  private lost = false;

  private readonly time = document.createElement('span');
  private readonly name = document.createElement('span');
  private readonly state = document.createElement('span');
  private readonly announcement = document.createElement('span');
  private readonly update = () => this.show();
  private readonly tick = () => {
    this.show();
    if (this.silence() > STALE_AFTER_MS && !document.hidden) void this.probe();
  };

  /** The coordinator's clock when it sent a picture, in milliseconds since 1970. */
  set serverTime(now: number) {
    if (now) serverSays(now);
  }

  /** The number of a picture and the age of its data: "17:120", or "17:unknown". */
  set arrival(arrival: string) {
    const age = Number(arrival.split(':')[1]);
    this.ageOnArrival = Number.isNaN(age) ? undefined : age;
    this.arrivedAt = performance.now();
    this.lost = false;
    queueMicrotask(this.update);
  }

  set paused(paused: boolean) {
    this.stopped = paused;
    queueMicrotask(this.update);
  }

  connectedCallback(): void {
    this.time.className = 'as-of';
    this.name.className = 'coordinator';
    this.state.dataset.testid = 'live-state';
    this.announcement.className = 'read-out';
    this.announcement.setAttribute('role', 'status');
    this.dataset.testid = 'live-status';
    this.replaceChildren(this.time, this.name, this.state, this.announcement);
    this.timer = window.setInterval(this.tick, 1000);
    this.connection?.addStateChangeListener(this.update);
    this.show();
  }

  disconnectedCallback(): void {
    clearInterval(this.timer);
    this.connection?.removeStateChangeListener(this.update);
  }

  private get connection(): Connection | undefined {
    return (window as any).Vaadin?.connectionState;
  }

  private show(): void {
    const age = this.age();
    const now = this.judge(age);
    this.time.textContent = this.asOf ? `as of ${this.asOf}` : 'waiting for data';
    this.name.textContent = this.coordinator ? `coordinator ${this.coordinator}` : '';
    this.state.textContent = this.word(now, age);
    this.state.className = `live-state live-${now}`;
    if (now !== this.freshness) {
      this.freshness = now;
      this.announcement.textContent = ANNOUNCED[now];
    }
  }

  /** The push channel does not always notice that its other end is gone; a question of our own does. */
  private async probe(): Promise<void> {
    if (this.probing) return;
    this.probing = true;
    const askedAt = performance.now();
    const lost = !(await answers());
    this.probing = false;
    if (this.arrivedAt > askedAt) return;
    this.lost = lost;
    this.show();
  }

  private silence(): number {
    return performance.now() - this.arrivedAt;
  }

  private age(): number {
    return (this.ageOnArrival ?? 0) + this.silence();
  }

  private judge(age: number): Freshness {
    const connection = this.connection?.state;
    if (this.lost || connection === 'connection-lost' || connection === 'reconnecting') return 'disconnected';
    if (this.stopped) return 'paused';
    if (this.ageOnArrival === undefined) return 'waiting';
    return age > STALE_AFTER_MS ? 'stale' : 'live';
  }

  private word(freshness: Freshness, age: number): string {
    if (freshness === 'stale') return `stale ${Math.floor(age / 1000)} s`;
    if (freshness === 'paused' && this.heldBack > 0) return `paused, ${this.heldBack} held back`;
    return freshness;
  }
}

/** Whether the coordinator answers at all, whatever it says. */
async function answers(): Promise<boolean> {
  try {
    const answer = await fetch(PROBED, { method: 'HEAD', cache: 'no-store', signal: AbortSignal.timeout(PROBE_LIMIT_MS) });
    return !NOBODY_BEHIND.includes(answer.status);
  } catch {
    return false;
  }
}

customElements.define('live-status', LiveStatus);
