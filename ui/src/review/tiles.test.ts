import { describe, expect, it } from 'vitest';

import { levelFor, visible } from './tiles';

const page = { width: 5000, height: 7000 };
const pane = { width: 800, height: 600 };

describe('the pieces of a large page', () => {
  it('are as coarse as the screen allows, and no coarser', () => {
    expect(levelFor(1, 1)).toBe(0);
    expect(levelFor(0.5, 1)).toBe(1);
    expect(levelFor(0.5, 2)).toBe(0);
    expect(levelFor(0.3, 1)).toBe(1);
    expect(levelFor(8, 1)).toBe(0);
  });

  it('are those that the pane shows', () => {
    // The page's middle (2500, 3500) in the middle of the pane, pixel for pixel.
    const view = { scale: 1, rotation: 0 as const, x: 400, y: 300 };
    const found = visible(view, pane, page, 0);
    expect(found.map((t) => [t.column, t.row])).toEqual([[2, 3]]);
    expect(found[0]).toMatchObject({ left: 2048, top: 3072, width: 1024, height: 1024 });
  });

  it('end with the page', () => {
    const view = { scale: 0.1, rotation: 90 as const, x: 400, y: 300 };
    const found = visible(view, pane, page, 2);
    const last = found[found.length - 1];
    expect(last).toMatchObject({ left: 4096, top: 4096, width: 904, height: 2904 });
    expect(found).toHaveLength(4);
  });
});
