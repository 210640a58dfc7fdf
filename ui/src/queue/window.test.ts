import { describe, expect, it } from 'vitest';

import { bringInto, drawn, PAGE, pagesOf } from './window';

describe('the rows that are drawn', () => {
  it('are those in sight and a few beyond', () => {
    expect(drawn(0, 600, 60, 10_000)).toEqual({ first: 0, end: 18 });
    expect(drawn(60_000, 600, 60, 10_000)).toEqual({ first: 992, end: 1018 });
    expect(drawn(599_400, 600, 60, 10_000)).toEqual({ first: 9982, end: 10_000 });
    expect(drawn(60_000, 600, 60, 3)).toEqual({ first: 2, end: 3 });
    expect(drawn(0, 600, 60, 0)).toEqual({ first: 0, end: 0 });
  });

  it('come in pages', () => {
    expect(pagesOf(0, PAGE)).toEqual([0]);
    expect(pagesOf(PAGE - 1, PAGE + 1)).toEqual([0, 1]);
    expect(pagesOf(0, 0)).toEqual([]);
  });

  it('are scrolled to only where they are out of sight', () => {
    expect(bringInto(3, 0, 600, 60)).toBe(0);
    expect(bringInto(10, 0, 600, 60)).toBe(60);
    expect(bringInto(2, 600, 600, 60)).toBe(120);
  });
});
