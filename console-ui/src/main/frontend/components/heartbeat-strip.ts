/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
import { Picture, svg } from './svg.js';

interface Strip {
  label: string;
  /** The oldest first: o on time, l late, m missed, - not known. */
  ticks: string;
}

const CELL = 8;
const HEIGHT = 28;
const WORDS: Record<string, string> = { o: 'on time', l: 'late', m: 'missed', '-': 'not known' };
/** Height tells what colour tells: a late beat is half a bar, a missed one a gap with a foot. */
const TOP: Record<string, number> = { o: 2, l: 12, m: 22, '-': 25 };

/** The latest heartbeats, one bar each. */
class HeartbeatStrip extends Picture<Strip> {
  protected draw(strip: Strip): Node {
    const drawing = svg('svg', {
      viewBox: `0 0 ${strip.ticks.length * CELL} ${HEIGHT}`,
      role: 'img',
      'aria-label': strip.label,
      preserveAspectRatio: 'none'
    });
    [...strip.ticks].forEach((tick, i) => {
      const top = TOP[tick] ?? TOP['-'];
      const bar = svg(
        'rect',
        { class: `tick tick-${tick === '-' ? 'none' : tick}`, x: i * CELL + 1, y: top, width: CELL - 2, height: HEIGHT - top - 1, rx: 1 },
        svg('title', {}, WORDS[tick] ?? '')
      );
      drawing.append(bar);
    });
    return drawing;
  }
}

customElements.define('heartbeat-strip', HeartbeatStrip);
