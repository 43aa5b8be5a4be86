/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
import { Picture, svg } from './svg.js';

interface Line {
  /** What is drawn, for screen readers: "Workers, now 12, between 10 and 14 in 15 minutes". */
  label: string;
  /** Evenly spaced; null where nothing was seen. */
  points: (number | null)[];
}

const WIDTH = 160;
const HEIGHT = 32;
const EDGE = 3;

/** A line without axes, for how something went lately. */
class SparkLine extends Picture<Line> {
  protected draw(line: Line): Node {
    const known = line.points.filter((point): point is number => point !== null);
    const top = Math.max(...known, 1);
    const bottom = Math.min(...known, 0);
    const x = (i: number) => EDGE + (i * (WIDTH - 2 * EDGE)) / Math.max(1, line.points.length - 1);
    const y = (v: number) => HEIGHT - EDGE - ((v - bottom) * (HEIGHT - 2 * EDGE)) / Math.max(top - bottom, 1e-9);
    const drawing = svg('svg', {
      viewBox: `0 0 ${WIDTH} ${HEIGHT}`,
      role: 'img',
      'aria-label': line.label,
      preserveAspectRatio: 'none'
    });
    for (const piece of pieces(line.points)) {
      const corners = piece.map(([i, v], n) => `${n ? 'L' : 'M'}${x(i).toFixed(1)} ${y(v).toFixed(1)}`).join('');
      // A lone point has no length; its round ends make it a dot.
      const path = piece.length === 1 ? `${corners}h0` : corners;
      const [from, to] = [x(piece[0][0]).toFixed(1), x(piece[piece.length - 1][0]).toFixed(1)];
      drawing.append(
        svg('path', { class: 'area', d: `${path}L${to} ${HEIGHT}L${from} ${HEIGHT}Z` }),
        svg('path', { class: 'line', d: path, 'vector-effect': 'non-scaling-stroke' })
      );
    }
    return drawing;
  }
}

/** The runs of points without a hole. */
function pieces(points: (number | null)[]): [number, number][][] {
  const runs: [number, number][][] = [];
  let run: [number, number][] = [];
  points.forEach((point, i) => {
    if (point === null) {
      if (run.length) runs.push(run);
      run = [];
    } else {
      run.push([i, point]);
    }
  });
  if (run.length) runs.push(run);
  return runs;
}

customElements.define('spark-line', SparkLine);
