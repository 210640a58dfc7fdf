import { describe, expect, it, vi } from 'vitest';

import type { GazetteerChanged } from '../api';

// The module of the desk looks for its window when it is loaded.
vi.mock('../api', async () => ({ DeskError: (await import('../api/error')).DeskError }));
const { obstacle, outcome } = await import('./gazetteer');

const LIMIT = 8 << 20;

describe('a file that cannot be a table of roads', () => {
  it('is named before it is sent', () => {
    expect(obstacle({ name: '路名.xlsx', size: 9 }, LIMIT)?.message).toContain('另存为');
    expect(obstacle({ name: '路名.CSV', size: 9 }, LIMIT)?.message).toContain('制表符');
    expect(obstacle({ name: '扫描', size: LIMIT + 1 }, LIMIT)?.message).toContain('8 MB');
  });

  it('is not a text file, whatever its name', () => {
    expect(obstacle({ name: 'roads.tsv', size: LIMIT }, LIMIT)).toBeNull();
    expect(obstacle({ name: '路名表.txt', size: 100 }, LIMIT)).toBeNull();
    expect(obstacle({ name: '路名表', size: 100 }, LIMIT)).toBeNull();
  });
});

describe('what came of it', () => {
  const changed = (roads: number | null, judged_anew: number): GazetteerChanged => ({
    settings: { gazetteer: roads === null ? null : { roads, loaded_at: null }, gazetteer_problem: null, gazetteer_limit: LIMIT },
    judged_anew,
  });

  it('tells how many roads there are and what is judged again', () => {
    expect(outcome(changed(1918, 37))).toBe('已载入 1918 条路。37 件还没有决定的申请正在重新核查，不必重新识读；已经决定的不变。');
    expect(outcome(changed(null, 0))).toBe('已移除路名表。');
  });
});
