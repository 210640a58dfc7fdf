import type { Tile } from '../api';
import { toPage, type Size, type View } from './view';

/** The side of a tile in its own pixels, as the desk cuts them. */
export const TILE = 1024;

/** A tile and where it lies on the page, in page pixels. */
export interface Placed extends Tile {
  left: number;
  top: number;
  width: number;
  height: number;
}

/** The coarsest level that still shows every screen pixel. */
export function levelFor(scale: number, ratio: number): number {
  const least = 1 / Math.max(scale * ratio, 0.001);
  return Math.min(Math.max(Math.floor(Math.log2(least)), 0), 7);
}

/** The tiles of a level that the pane shows a part of. */
export function visible(view: View, pane: Size, page: Size, level: number): Placed[] {
  const corners = [
    [0, 0],
    [pane.width, 0],
    [pane.width, pane.height],
    [0, pane.height],
  ] as const;
  const seen = corners.map(([x, y]) => toPage(view, page, [x, y]));
  const xs = seen.map((p) => Math.min(Math.max(p[0], 0), page.width - 1));
  const ys = seen.map((p) => Math.min(Math.max(p[1], 0), page.height - 1));
  const side = TILE * 2 ** level;
  const at = (value: number) => Math.floor(value / side);
  const found: Placed[] = [];
  for (let row = at(Math.min(...ys)); row <= at(Math.max(...ys)); row += 1) {
    for (let column = at(Math.min(...xs)); column <= at(Math.max(...xs)); column += 1) {
      const [left, top] = [column * side, row * side];
      found.push({ level, column, row, left, top, width: Math.min(side, page.width - left), height: Math.min(side, page.height - top) });
    }
  }
  return found;
}
