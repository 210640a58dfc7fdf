import { describe, expect, it } from 'vitest';

import type { Rule } from '../api';
import { matches } from './search';

const rule = {
  id: 'lease.expired',
  title: '租期已满',
  severity: 'supplement',
  citation: { source: '上海市居住证管理办法', article: '第八条' },
  in_force_from: null,
  in_force_to: null,
  text: '租赁备案须在有效期内。',
} as Rule;

describe('a search among the rules', () => {
  it.each(['', '  ', '租期', '备案 第八条', 'LEASE', '补正'])('finds it by “%s”', (search) => {
    expect(matches(rule, search)).toBe(true);
  });

  it.each(['宿舍', '租期 宿舍'])('does not by “%s”', (search) => {
    expect(matches(rule, search)).toBe(false);
  });
});
