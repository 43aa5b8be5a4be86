/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
import { zone, local, utc } from './clock.js';
import { Picture, svg } from './svg.js';

interface Lanes {
  label: string;
  from: number;
  to: number;
  lanes: { name: string; marks: { at: number; kind: string; tone: string; id: string }[] }[];
}

const LABEL = 110;
const ROW = 26;
const FULL = 1000;

/** What happened when: one lane for each sort of thing, one mark for each event. */
class EventLane extends Picture<Lanes> {
  private forget: () => void = () => {};

  connectedCallback(): void {
    this.forget = zone.onChange(() => this.redraw());
    super.connectedCallback();
  }

  disconnectedCallback(): void {
    this.forget();
  }

  protected draw(facts: Lanes): Node {
    const height = facts.lanes.length * ROW + 18;
    const drawing = svg('svg', { viewBox: `0 0 ${FULL} ${height}`, role: 'img', 'aria-label': facts.label });
    const width = Math.max(1, facts.to - facts.from);
    const x = (at: number) => LABEL + 10 + ((at - facts.from) / width) * (FULL - LABEL - 20);
    facts.lanes.forEach((lane, row) => {
      const y = row * ROW + ROW / 2;
      drawing.append(
        svg('text', { class: 'row-name', x: LABEL - 4, y: y + 4, 'text-anchor': 'end' }, lane.name),
        svg('line', { class: 'rail', x1: LABEL + 4, y1: y, x2: FULL, y2: y })
      );
      for (const mark of lane.marks) drawing.append(this.mark(mark, x(mark.at), y));
    });
    for (let i = 0; i <= 4; i++) {
      const at = new Date(facts.from + (width * i) / 4);
      const text = (zone.value === 'local' ? local(at) : utc(at)).slice(11);
      drawing.append(
        svg('text', { class: 'axis', x: x(at.getTime()), y: height - 3, 'text-anchor': i === 0 ? 'start' : i === 4 ? 'end' : 'middle' }, text)
      );
    }
    return drawing;
  }

  /** What was lost has corners, what came is round: colour alone would not do. */
  private mark(mark: { kind: string; tone: string }, x: number, y: number): Node {
    const title = svg('title', {}, mark.kind);
    const style = `event event-${mark.tone}`;
    if (mark.tone === 'bad') {
      return svg('path', { class: style, d: `M${x - 5} ${y - 5}L${x + 5} ${y + 5}M${x + 5} ${y - 5}L${x - 5} ${y + 5}` }, title);
    }
    return svg('circle', { class: style, cx: x.toFixed(1), cy: y, r: mark.tone === 'good' ? 5 : 3.5 }, title);
  }
}

customElements.define('event-lane', EventLane);
