import type { Point, Region } from '../api';

export interface Size {
  width: number;
  height: number;
}

/** Clockwise degrees. */
export type Rotation = 0 | 90 | 180 | 270;

/**
 * How a page lies in its pane. A point of the page (its pixels) is taken relative to the page's
 * middle, turned, scaled, and moved so that the middle falls on (x, y) of the pane.
 */
export interface View {
  scale: number;
  rotation: Rotation;
  x: number;
  y: number;
}

/** Screen pixels for one page pixel: a page of 600 dpi still fits, and a digit can fill the pane. */
const SCALE = { least: 0.02, most: 8 };
/** Screen pixels left free around a page that fits. */
const MARGIN = 16;

const TURNS: Record<Rotation, [cos: number, sin: number]> = { 0: [1, 0], 90: [0, 1], 180: [-1, 0], 270: [0, -1] };

export function toScreen(view: View, page: Size, [px, py]: Point): Point {
  const [cos, sin] = TURNS[view.rotation];
  const dx = px - page.width / 2;
  const dy = py - page.height / 2;
  return [view.x + view.scale * (dx * cos - dy * sin), view.y + view.scale * (dx * sin + dy * cos)];
}

/**
 * The corners of a rectangle of the pane as points of the page, kept within it, in the order of
 * the text: from the upper left as it is seen.
 */
export function boxOnPage(view: View, page: Size, from: Point, to: Point): Region {
  const [left, right] = [Math.min(from[0], to[0]), Math.max(from[0], to[0])];
  const [top, bottom] = [Math.min(from[1], to[1]), Math.max(from[1], to[1])];
  const within = ([x, y]: Point): Point => [Math.min(Math.max(x, 0), page.width), Math.min(Math.max(y, 0), page.height)];
  const corner = (x: number, y: number) => within(toPage(view, page, [x, y]));
  return [corner(left, top), corner(right, top), corner(right, bottom), corner(left, bottom)];
}

export function toPage(view: View, page: Size, [sx, sy]: Point): Point {
  const [cos, sin] = TURNS[view.rotation];
  const dx = (sx - view.x) / view.scale;
  const dy = (sy - view.y) / view.scale;
  return [dx * cos + dy * sin + page.width / 2, -dx * sin + dy * cos + page.height / 2];
}

/** The whole page, turned as asked, in the middle of the pane. */
export function fit(pane: Size, page: Size, rotation: Rotation): View {
  const turned = rotation % 180 === 0 ? page : { width: page.height, height: page.width };
  const scale = Math.min((pane.width - 2 * MARGIN) / turned.width, (pane.height - 2 * MARGIN) / turned.height);
  return { scale: limited(scale), rotation, x: pane.width / 2, y: pane.height / 2 };
}

/**
 * As close as what was read on the page allows: the empty rims of a page are not worth the room
 * they take from its print. The whole page where nothing was read.
 */
export function fitPrint(pane: Size, page: Size, rotation: Rotation, regions: Region[]): View {
  const whole = fit(pane, page, rotation);
  if (regions.length === 0) return whole;
  const box = boundsOnScreen({ scale: 1, rotation, x: 0, y: 0 }, page, regions);
  // More than the values themselves: labels stand to their left, the paper's title above them.
  box.top -= 0.12 * (rotation % 180 === 0 ? page.height : page.width);
  const across = (box.right - box.left) * 1.4;
  const down = (box.bottom - box.top) * 1.1;
  // No closer than twice the whole page: one who sees a stamp alone does not see what it is on.
  const scale = Math.max(whole.scale, limited(Math.min(pane.width / across, pane.height / down, whole.scale * 2)));
  const x = pane.width / 2 - ((box.left + box.right) / 2) * scale;
  const y = pane.height / 2 - ((box.top + box.bottom) / 2) * scale;
  return kept({ scale, rotation, x, y }, pane, page);
}

/** Scaled by `factor`, with the point under `at` (pane pixels) staying where it is. */
export function zoomAt(view: View, at: Point, factor: number): View {
  const scale = limited(view.scale * factor);
  const real = scale / view.scale;
  return { ...view, scale, x: at[0] + (view.x - at[0]) * real, y: at[1] + (view.y - at[1]) * real };
}

export function pan(view: View, dx: number, dy: number): View {
  return { ...view, x: view.x + dx, y: view.y + dy };
}

/**
 * Pulled back into the pane: a page that is smaller stands in the middle, of one that is larger
 * no edge comes further in than the margin.
 */
export function kept(view: View, pane: Size, page: Size): View {
  const turned = view.rotation % 180 === 0 ? page : { width: page.height, height: page.width };
  const middle = (at: number, length: number, extent: number) => {
    const half = (extent * view.scale) / 2;
    if (half * 2 + 2 * MARGIN <= length) return length / 2;
    return Math.min(Math.max(at, length - MARGIN - half), MARGIN + half);
  };
  return { ...view, x: middle(view.x, pane.width, turned.width), y: middle(view.y, pane.height, turned.height) };
}

/** The pane's rectangle around regions of the page. */
export function boundsOnScreen(view: View, page: Size, regions: Region[]) {
  const points = regions.flatMap((region) => region.map((point) => toScreen(view, page, point)));
  const xs = points.map((p) => p[0]);
  const ys = points.map((p) => p[1]);
  return { left: Math.min(...xs), top: Math.min(...ys), right: Math.max(...xs), bottom: Math.max(...ys) };
}

/** Moved just as far as needed to bring the regions into the pane; unchanged where they are in it. */
export function bring(view: View, pane: Size, page: Size, regions: Region[]): View {
  if (regions.length === 0) return view;
  const box = boundsOnScreen(view, page, regions);
  const shift = (low: number, high: number, length: number) => {
    if (high - low > length - 2 * MARGIN) return length / 2 - (low + high) / 2;
    if (low < MARGIN) return MARGIN - low;
    if (high > length - MARGIN) return length - MARGIN - high;
    return 0;
  };
  return pan(view, shift(box.left, box.right, pane.width), shift(box.top, box.bottom, pane.height));
}

/** Close enough to read the regions, which stand in the middle of the pane. */
export function closeUp(view: View, pane: Size, page: Size, regions: Region[]): View {
  if (regions.length === 0) return view;
  const box = boundsOnScreen({ ...view, scale: 1, x: 0, y: 0 }, page, regions);
  const width = Math.max(box.right - box.left, 1);
  const height = Math.max(box.bottom - box.top, 1);
  // Print about 36 screen pixels high reads well; wide lines may take most of the pane.
  const tallest = Math.min(...regions.map((region) => Math.max(distance(region[0], region[3]), 1)));
  const scale = limited(Math.min(36 / tallest, (pane.width * 0.9) / width, (pane.height * 0.7) / height));
  return {
    ...view,
    scale,
    x: pane.width / 2 - ((box.left + box.right) / 2) * scale,
    y: pane.height / 2 - ((box.top + box.bottom) / 2) * scale,
  };
}

/** How to turn the page so that most of what was read on it stands upright. */
export function uprightRotation(regions: Region[]): Rotation {
  const votes: Record<Rotation, number> = { 0: 0, 90: 0, 180: 0, 270: 0 };
  for (const [from, to] of regions) {
    const dx = to[0] - from[0];
    const dy = to[1] - from[1];
    const length = Math.hypot(dx, dy);
    if (Math.abs(dx) >= Math.abs(dy)) votes[dx >= 0 ? 0 : 180] += length;
    else votes[dy > 0 ? 270 : 90] += length;
  }
  const rotations: Rotation[] = [0, 90, 180, 270];
  return rotations.reduce((best, r) => (votes[r] > votes[best] ? r : best), 0 as Rotation);
}

export function turned(rotation: Rotation): Rotation {
  return ((rotation + 90) % 360) as Rotation;
}

/** For an element as large as the page with its origin at its top left. */
export function cssTransform(view: View, page: Size): string {
  return `translate(${view.x}px, ${view.y}px) rotate(${view.rotation}deg) scale(${view.scale}) translate(${-page.width / 2}px, ${-page.height / 2}px)`;
}

export function distance(a: Point, b: Point): number {
  return Math.hypot(a[0] - b[0], a[1] - b[1]);
}

function limited(scale: number): number {
  return Math.min(Math.max(scale, SCALE.least), SCALE.most);
}
