/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
import { Picture, svg } from './svg.js';

interface Box {
  id: string;
  label: string;
  x: number;
  y: number;
  w: number;
  h: number;
}

interface Dot {
  id: string;
  x: number;
  y: number;
  r: number;
  /** good, warn, bad, idle */
  tone: string;
  word: string;
  /** Used memory in percent. */
  pool: number;
  stale?: boolean;
  /** Holds the marked artifact. */
  marked?: boolean;
}

interface Graph {
  label: string;
  width: number;
  height: number;
  coordinators: (Box & { leads: boolean; gone: boolean; word: string })[];
  hosts: Box[];
  workers: Dot[];
  groups: (Box & { word: string; parts: [string, number][]; pool: number; marked: boolean; stale: number })[];
  flows: { x1: number; y1: number; x2: number; y2: number; weight: number; word: string }[];
  focus: string;
  marking: boolean;
}

/** The fleet as the server laid it out: coordinators above, hosts with their workers below. */
class TopologyGraph extends Picture<Graph> {
  protected draw(graph: Graph): Node {
    const drawing = svg('svg', {
      viewBox: `0 0 ${graph.width} ${graph.height}`,
      role: 'group',
      'aria-label': graph.label,
      class: graph.marking ? 'marking' : undefined
    });
    drawing.style.maxWidth = `${graph.width * 1.25}px`;
    drawing.append(
      ...graph.hosts.map((host) => this.host(host)),
      ...graph.flows.map((flow) => this.flow(flow)),
      ...graph.coordinators.map((coordinator) => this.coordinator(coordinator, graph)),
      ...graph.groups.map((group) => this.group(group, graph)),
      ...graph.workers.map((worker) => this.worker(worker, graph))
    );
    return drawing;
  }

  private node(kind: string, id: string, label: string, focus: string, style: string, ...parts: Node[]): SVGElement {
    const node = svg(
      'g',
      {
        class: `node ${kind} ${style}`,
        tabindex: 0,
        role: 'button',
        'aria-label': label,
        'aria-pressed': String(id === focus),
        'data-id': id,
        'data-testid': `node-${kind}`
      },
      svg('title', {}, label),
      ...parts
    );
    const choose = () => this.tell('choose', `${kind}:${id}`);
    node.addEventListener('click', choose);
    node.addEventListener('keydown', (event) => {
      const key = (event as KeyboardEvent).key;
      if (key === 'Enter' || key === ' ') {
        event.preventDefault();
        event.stopPropagation();
        choose();
      }
    });
    return node;
  }

  private coordinator(box: Graph['coordinators'][number], graph: Graph): Node {
    const style = box.gone ? 'gone' : box.leads ? 'leads' : '';
    return this.node(
      'coordinator',
      box.id,
      `Coordinator ${box.id}, ${box.word}`,
      graph.focus,
      style,
      svg('rect', { class: 'plate', x: box.x, y: box.y, width: box.w, height: box.h, rx: 6 }),
      svg('text', { class: 'name', x: box.x + 12, y: box.y + 21 }, clip(box.label, 22)),
      svg('text', { class: 'aside', x: box.x + 12, y: box.y + 38 }, box.word),
      ...(box.leads ? [svg('path', { class: 'crown', d: crown(box.x + box.w - 30, box.y + 12) })] : [])
    );
  }

  private host(box: Box): Node {
    return svg(
      'g',
      { class: 'host' },
      svg('title', {}, box.label),
      svg('rect', { class: 'plate', x: box.x, y: box.y, width: box.w, height: box.h, rx: 6 }),
      svg('text', { class: 'aside', x: box.x + box.w / 2, y: box.y + box.h - 8, 'text-anchor': 'middle' }, clip(box.label, Math.floor(box.w / 6.4)))
    );
  }

  private worker(dot: Dot, graph: Graph): Node {
    const around = 2 * Math.PI * dot.r;
    const label =
      `Worker ${dot.id}, ${dot.word}, ${dot.pool} % of its pool used` +
      (dot.stale ? ', does not agree with the registry' : '') +
      (dot.marked ? ', holds the artifact' : '');
    const parts: Node[] = [
      svg('circle', { class: 'reach', cx: dot.x, cy: dot.y, r: dot.r + 6 }),
      svg('circle', { class: 'track', cx: dot.x, cy: dot.y, r: dot.r }),
      svg('circle', {
        class: 'pool',
        cx: dot.x,
        cy: dot.y,
        r: dot.r,
        'stroke-dasharray': `${((around * dot.pool) / 100).toFixed(1)} ${around.toFixed(1)}`,
        transform: `rotate(-90 ${dot.x} ${dot.y})`
      }),
      svg('path', { class: 'state', d: shape(dot.tone, dot.x, dot.y, dot.r * 0.45) })
    ];
    if (dot.stale) {
      parts.push(svg('text', { class: 'stale-sign', x: dot.x + dot.r * 0.8, y: dot.y - dot.r * 0.6 }, '≠'));
    }
    return this.node('worker', dot.id, label, graph.focus, `tone-${dot.tone}${dot.marked ? ' marked' : ''}`, ...parts);
  }

  private group(box: Graph['groups'][number], graph: Graph): Node {
    const inner = box.w - 24;
    const total = box.parts.reduce((sum, [, count]) => sum + count, 0) || 1;
    let x = box.x + 12;
    const bars = box.parts.map(([tone, count]) => {
      const width = (inner * count) / total;
      const bar = svg('rect', { class: `part part-${tone}`, x: x.toFixed(1), y: box.y + 36, width: width.toFixed(1), height: 6 });
      x += width;
      return bar;
    });
    return this.node(
      'group',
      box.id,
      `${box.label}: ${box.word}`,
      graph.focus,
      box.marked ? 'marked' : '',
      svg('rect', { class: 'plate', x: box.x, y: box.y, width: box.w, height: box.h, rx: 6 }),
      svg('text', { class: 'name', x: box.x + 12, y: box.y + 17 }, clip(box.label, 24)),
      svg('text', { class: 'aside', x: box.x + 12, y: box.y + 30 }, box.word),
      ...bars,
      svg('rect', { class: 'track-bar', x: box.x + 12, y: box.y + 46, width: inner, height: 4 }),
      svg('rect', { class: 'pool-bar', x: box.x + 12, y: box.y + 46, width: ((inner * box.pool) / 100).toFixed(1), height: 4 })
    );
  }

  private flow(flow: Graph['flows'][number]): Node {
    const bend = Math.max(24, Math.abs(flow.x2 - flow.x1) / 5);
    const mx = (flow.x1 + flow.x2) / 2;
    const my = Math.min(flow.y1, flow.y2) - bend;
    return svg(
      'path',
      { class: 'flow', d: `M${flow.x1} ${flow.y1}Q${mx} ${my} ${flow.x2} ${flow.y2}`, 'stroke-width': flow.weight },
      svg('title', {}, flow.word)
    );
  }
}

/** The same shapes as beside the words elsewhere: a disc, a triangle, a cross, a ring. */
function shape(tone: string, x: number, y: number, r: number): string {
  const p = (dx: number, dy: number) => `${(x + dx * r).toFixed(1)} ${(y + dy * r).toFixed(1)}`;
  if (tone === 'warn') return `M${p(0, -1)}L${p(1, 0.85)}L${p(-1, 0.85)}Z`;
  if (tone === 'bad') {
    return `M${p(-1, -0.6)}L${p(-0.6, -1)}L${p(0, -0.4)}L${p(0.6, -1)}L${p(1, -0.6)}L${p(0.4, 0)}L${p(1, 0.6)}L${p(0.6, 1)}L${p(0, 0.4)}L${p(-0.6, 1)}L${p(-1, 0.6)}L${p(-0.4, 0)}Z`;
  }
  const disc = `M${p(-1, 0)}A${r.toFixed(1)} ${r.toFixed(1)} 0 1 0 ${p(1, 0)}A${r.toFixed(1)} ${r.toFixed(1)} 0 1 0 ${p(-1, 0)}Z`;
  if (tone !== 'idle') return disc;
  const h = r * 0.5;
  return `${disc}M${p(-0.5, 0)}A${h.toFixed(1)} ${h.toFixed(1)} 0 1 1 ${p(0.5, 0)}A${h.toFixed(1)} ${h.toFixed(1)} 0 1 1 ${p(-0.5, 0)}Z`;
}

function crown(x: number, y: number): string {
  return `M${x} ${y}l4 5l5 -7l5 7l4 -5l-2 12h-14z`;
}

function clip(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most - 1)}…`;
}

customElements.define('topology-graph', TopologyGraph);
