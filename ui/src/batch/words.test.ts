import { afterEach, describe, expect, it } from 'vitest';

import { language } from '../language';
import { rate, timeLeft } from './words';

describe('the time that is left', () => {
  afterEach(() => language.speak('zh-CN'));

  it.each([
    [0, '约剩不到 1 分钟'],
    [29, '约剩不到 1 分钟'],
    [60, '约剩 1 分钟'],
    [3569, '约剩 59 分钟'],
    // Not “60 分钟”.
    [3590, '约剩 1 小时'],
    [12_000, '约剩 3 小时 20 分'],
    [47 * 3600 + 59 * 60, '约剩 47 小时 59 分'],
    [50 * 3600, '约剩 2 天 2 小时'],
  ])('%d seconds', (seconds, words) => expect(timeLeft(seconds)).toBe(words));

  it('is said in English too', async () => {
    await language.speak('en');
    expect(timeLeft(12_000)).toBe('about 3 h 20 min left');
  });
});

describe('the rate', () => {
  it('has a decimal where it is slow', () => {
    expect([rate(3.24), rate(9.96), rate(42.7)]).toEqual(['每分钟 3.2 件', '每分钟 10.0 件', '每分钟 43 件']);
  });
});
