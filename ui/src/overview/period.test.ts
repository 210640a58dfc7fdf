import { describe, expect, it } from 'vitest';

import type { DayRow } from '../api';
import { bins, duration, percent, periodOf, scaleEnd } from './period';

const row = (day: string, received: number, accept: number): DayRow => ({ day, received, decisions: { accept, supplement: 0, refuse: 1, review: 0 } });

describe('periods', () => {
  const thursday = new Date(2026, 2, 5, 23, 30);

  it('end today, by this machine’s own calendar', () => {
    expect(periodOf('today', thursday)).toEqual({ from: '2026-03-05', to: '2026-03-05' });
    expect(periodOf('week', thursday)).toEqual({ from: '2026-03-02', to: '2026-03-05' });
    expect(periodOf('month', thursday)).toEqual({ from: '2026-03-01', to: '2026-03-05' });
    expect(periodOf('all', thursday)).toEqual({ from: null, to: null });
    expect(periodOf('week', new Date(2026, 2, 1))).toEqual({ from: '2026-02-23', to: '2026-03-01' });
  });
});

describe('the columns of the chart', () => {
  it('leave no day out', () => {
    const { by, bins: found } = bins([row('2026-02-27', 3, 1), row('2026-03-02', 5, 2)]);
    expect(by).toBe('day');
    expect(found.map((b) => [b.label, b.received, b.decided])).toEqual([['2/27', 3, 2], ['2/28', 0, 0], ['3/1', 0, 0], ['3/2', 5, 3]]);
  });

  it('are weeks where days would be too many, and lose nothing', () => {
    const { by, bins: found } = bins([row('2026-01-01', 1, 0), row('2026-03-02', 2, 0), row('2026-03-08', 4, 0), row('2026-06-30', 8, 0)]);
    expect(by).toBe('week');
    expect(found.length).toBeLessThan(30);
    expect(found.reduce((sum, b) => sum + b.received, 0)).toBe(15);
    expect(found.find((b) => b.from === '2026-03-02')).toMatchObject({ to: '2026-03-08', received: 6 });
  });

  it('are none without a day', () => {
    expect(bins([])).toEqual({ by: 'day', bins: [] });
  });
});

describe('numbers', () => {
  it('read as a person would say them', () => {
    expect([percent(0, 0), percent(0, 9), percent(1, 8), percent(9, 9)]).toEqual(['—', '0%', '12.5%', '100%']);
    expect([duration(40), duration(600), duration(3 * 3600), duration(4 * 86_400)]).toEqual(['40 秒', '10 分钟', '3.0 小时', '4.0 天']);
    expect([0, 4, 7, 37, 41, 99, 101].map(scaleEnd)).toEqual([4, 4, 8, 40, 50, 100, 200]);
  });
});
