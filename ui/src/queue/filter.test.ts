import { describe, expect, it } from 'vitest';

import { builtin, everything, isNarrowed, opening, same, viewOf } from './filter';

describe('views', () => {
  const mine = { name: '我的', filter: { ...everything, rule: 'address.mismatch' }, default: true };

  it('are known by what they show, whichever page of it', () => {
    expect(viewOf({ ...everything, open_only: true, offset: 60 }, [])?.name).toBe('待决定');
    expect(viewOf({ ...everything, search: '' }, [])?.name).toBe('全部申请');
    expect(viewOf({ ...everything, rule: 'address.mismatch', sort: 'waiting' }, [mine])?.name).toBe('我的');
    expect(viewOf({ ...everything, rule: 'x' }, [mine])).toBeNull();
  });

  it('open the desk with the default one, else with what waits', () => {
    expect(opening([mine])).toBe(mine.filter);
    expect(opening([{ ...mine, default: false }])).toBe(builtin[0]?.filter);
  });

  it('differ by order', () => {
    expect(same(everything, { ...everything, descending: true })).toBe(false);
    expect(same(everything, { ...everything, descending: false })).toBe(true);
  });

  it('are narrowed by more than order and decision', () => {
    expect(isNarrowed({ ...everything, open_only: true, sort: 'applicant', search: '' })).toBe(false);
    expect(isNarrowed({ ...everything, channel: 'online' })).toBe(true);
  });
});
