import { describe, expect, it } from 'vitest';

import type { Region } from '../api';
import { boundsOnScreen, boxOnPage, bring, closeUp, fit, fitPrint, kept, pan, toPage, toScreen, turned, uprightRotation, zoomAt, type Rotation } from './view';

const pane = { width: 800, height: 600 };
const page = { width: 1600, height: 2400 };
const region: Region = [[200, 300], [900, 300], [900, 360], [200, 360]];
const rotations: Rotation[] = [0, 90, 180, 270];

describe('a page in its pane', () => {
  it.each(rotations)('maps points there and back at %i degrees', (rotation) => {
    const view = { scale: 0.37, rotation, x: 311, y: 172 };
    const [x, y] = toPage(view, page, toScreen(view, page, [123, 2001]));
    expect(x).toBeCloseTo(123);
    expect(y).toBeCloseTo(2001);
  });

  it.each(rotations)('takes a drawn box in the order of its text at %i degrees', (rotation) => {
    const view = { scale: 0.5, rotation, x: 400, y: 300 };
    // Drawn from the lower right to the upper left.
    const box = boxOnPage(view, page, [450, 330], [350, 310]);
    const [a, b, , d] = box.map((point) => toScreen(view, page, point));
    expect(a?.map(Math.round)).toEqual([350, 310]);
    expect(b?.map(Math.round)).toEqual([450, 310]);
    expect(d?.map(Math.round)).toEqual([350, 330]);
  });

  it('stands right way round after a quarter turn', () => {
    const view = { scale: 1, rotation: 90 as const, x: 0, y: 0 };
    // Clockwise: the page's top left corner goes to the top right.
    expect(toScreen(view, page, [0, 0])).toEqual([1200, -800]);
  });

  it.each(rotations)('fits whole at %i degrees', (rotation) => {
    const view = fit(pane, page, rotation);
    const box = boundsOnScreen(view, page, [[[0, 0], [1600, 0], [1600, 2400], [0, 2400]]]);
    expect(box.left).toBeGreaterThanOrEqual(0);
    expect(box.top).toBeGreaterThanOrEqual(0);
    expect(box.right).toBeLessThanOrEqual(800);
    expect(box.bottom).toBeLessThanOrEqual(600);
  });

  it('opens on its print, no smaller than whole', () => {
    const view = fitPrint(pane, page, 0, [region]);
    const box = boundsOnScreen(view, page, [region]);
    expect(view.scale).toBeGreaterThan(fit(pane, page, 0).scale);
    expect(box.left).toBeGreaterThan(0);
    expect(box.right).toBeLessThan(800);
    expect(fitPrint(pane, page, 0, [])).toEqual(fit(pane, page, 0));
    expect(fitPrint(pane, page, 0, [[[0, 0], [1600, 0], [1600, 2400], [0, 2400]]]).scale).toBe(fit(pane, page, 0).scale);
  });

  it('zooms around the pointer', () => {
    const view = fit(pane, page, 0);
    const under = toPage(view, page, [500, 200]);
    const [x, y] = toScreen(zoomAt(view, [500, 200], 1.7), page, under);
    expect(x).toBeCloseTo(500);
    expect(y).toBeCloseTo(200);
  });

  it('cannot be lost by dragging', () => {
    const whole: Region = [[0, 0], [1600, 0], [1600, 2400], [0, 2400]];
    const small = kept(pan(fit(pane, page, 0), 9000, -9000), pane, page);
    expect(small).toEqual(fit(pane, page, 0));
    const large = kept({ scale: 1, rotation: 0, x: 9000, y: -9000 }, pane, page);
    const box = boundsOnScreen(large, page, [whole]);
    expect(box.left).toBe(16);
    expect(box.bottom).toBe(600 - 16);
  });

  it('turns through all four sides', () => {
    expect(rotations.map(turned)).toEqual([90, 180, 270, 0]);
  });
});

describe('bringing a region into sight', () => {
  it('leaves the view alone where the region is in it', () => {
    const view = fit(pane, page, 0);
    expect(bring(view, pane, page, [region])).toEqual(view);
  });

  it('moves no further than needed', () => {
    const view = { scale: 1, rotation: 0 as const, x: -200, y: 300 };
    const box = boundsOnScreen(bring(view, pane, page, [region]), page, [region]);
    expect(box.left).toBe(16);
  });

  it.each(rotations)('comes close enough to read at %i degrees', (rotation) => {
    const view = closeUp(fit(pane, page, rotation), pane, page, [region]);
    const box = boundsOnScreen(view, page, [region]);
    expect((box.left + box.right) / 2).toBeCloseTo(400);
    expect((box.top + box.bottom) / 2).toBeCloseTo(300);
    expect(view.scale * 60).toBeGreaterThan(20);
  });
});

describe('the turn of a page', () => {
  const along = (dx: number, dy: number): Region => [[500, 500], [500 + dx, 500 + dy], [500, 500], [500, 500]];

  it('comes from the direction of what was read', () => {
    expect(uprightRotation([along(100, 4), along(-3, 20)])).toBe(0);
    expect(uprightRotation([along(0, 100)])).toBe(270);
    expect(uprightRotation([along(0, -100)])).toBe(90);
    expect(uprightRotation([along(-100, 0)])).toBe(180);
    expect(uprightRotation([])).toBe(0);
  });

  it('makes the text run to the right on the screen', () => {
    for (const [dx, dy] of [[100, 0], [0, 100], [-100, 0], [0, -100]] as const) {
      const r = along(dx, dy);
      const view = { scale: 1, rotation: uprightRotation([r]), x: 0, y: 0 };
      expect(toScreen(view, page, r[1])[0] - toScreen(view, page, r[0])[0]).toBeCloseTo(100);
    }
  });
});
