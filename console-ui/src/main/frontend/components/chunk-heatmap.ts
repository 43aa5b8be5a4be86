/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
import { Picture, svg } from './svg.js';

interface Heatmap {
  label: string;
  columns: number;
  /** How many chunks one cell stands for. */
  perCell: number;
  chunks: number;
  rows: { name: string; held: number; /** Column, share 0 to 100, state. */ cells: [number, number, string][] }[];
}

const LABEL = 150;
const ROW = 20;
const FULL = 900;

/** Who holds which chunks: one row for each holder, one column for some neighbouring chunks. */
class ChunkHeatmap extends Picture<Heatmap> {
  protected draw(map: Heatmap): Node {
    const cell = (FULL - LABEL) / Math.max(1, map.columns);
    const drawing = svg('svg', {
      viewBox: `0 0 ${FULL} ${map.rows.length * ROW + 22}`,
      role: 'img',
      'aria-label': map.label
    });
    map.rows.forEach((row, r) => {
      const y = r * ROW;
      drawing.append(
        svg('text', { class: 'row-name', x: LABEL - 8, y: y + 14, 'text-anchor': 'end' }, short(row.name), svg('title', {}, row.name)),
        svg('rect', { class: 'row-ground', x: LABEL, y: y + 2, width: FULL - LABEL, height: ROW - 4, rx: 2 })
      );
      for (const [column, share, state] of row.cells) {
        const from = column * map.perCell;
        const to = Math.min(map.chunks, from + map.perCell) - 1;
        const chunks = from === to ? `chunk ${from}` : `chunks ${from} to ${to}`;
        drawing.append(
          svg(
            'rect',
            {
              class: `cell cell-${state}`,
              x: (LABEL + column * cell).toFixed(2),
              y: y + 2,
              width: Math.max(cell - (cell > 4 ? 1 : 0), 0.8).toFixed(2),
              height: ROW - 4,
              'fill-opacity': (0.25 + 0.75 * (share / 100)).toFixed(2)
            },
            svg('title', {}, `${row.name}: ${chunks}, ${share} % held, ${state.replaceAll('_', ' ')}`)
          )
        );
      }
    });
    const foot = map.rows.length * ROW + 15;
    drawing.append(
      svg('text', { class: 'axis', x: LABEL, y: foot }, 'chunk 0'),
      svg('text', { class: 'axis', x: FULL, y: foot, 'text-anchor': 'end' }, String(map.chunks - 1))
    );
    return drawing;
  }
}

function short(name: string): string {
  return name.length > 22 ? name.slice(0, 10) + '…' + name.slice(-11) : name;
}

customElements.define('chunk-heatmap', ChunkHeatmap);
