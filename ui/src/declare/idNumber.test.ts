import { describe, expect, it } from 'vitest';

import { readDay, today } from './day';
import { ageOn, foldIdNumber, idNumber } from './idNumber';

/** The worked example of GB 11643-1999. */
const right = '11010519491231002X';

describe('the citizen’s number', () => {
  it('tells birth and sex', () => {
    expect(idNumber(right)).toEqual({ ok: true, number: right, birth: '1949-12-31', sex: '女' });
    expect(idNumber('１１０１０５ 19491231 002x')).toMatchObject({ ok: true, number: right });
    expect(idNumber('')).toBeNull();
  });

  it('says at once what is wrong', () => {
    const said = (text: string) => {
      const result = idNumber(text);
      return result?.ok ? 'ok' : result?.problem;
    };
    expect(said('110105')).toBe('还差 12 位（共 18 位）');
    expect(said('1101051X')).toBe('第 8 位“X”不是数字');
    expect(said('1101051949123100211')).toBe('多了 1 位（共 18 位）');
    expect(said('11010519491231O02X')).toBe('第 15 位“O”不是数字');
    expect(said('110105194902310020')).toContain('1949-02-31 不存在');
    expect(said('110105194912310021')).toContain('校验位不符');
  });

  it('notices every single wrong digit', () => {
    for (let at = 0; at < 17; at++) {
      for (const digit of '0123456789') {
        const changed = right.slice(0, at) + digit + right.slice(at + 1);
        if (changed !== right) expect(idNumber(changed)?.ok, changed).toBe(false);
      }
    }
  });

  it('is stored in one form', () => {
    expect(foldIdNumber(' 1101 0519-4912 31002x ')).toBe(right);
  });

  it('counts completed years', () => {
    expect(ageOn('2010-03-06', '2026-03-05')).toBe(15);
    expect(ageOn('2010-03-06', '2026-03-06')).toBe(16);
  });
});

describe('days', () => {
  it('are read however a clerk types them', () => {
    for (const text of ['20260305', '2026-3-5', '2026.03.05', '2026年3月5日', '2026/3/5', '３月５日', '3.5']) {
      expect(readDay(text, 2026), text).toBe('2026-03-05');
    }
    for (const text of ['', '2026-02-30', '20261301', '明天', '305']) expect(readDay(text, 2026), text).toBeNull();
  });

  it('begin with today by the machine’s clock', () => {
    expect(today(new Date(2026, 2, 5, 0, 10))).toBe('2026-03-05');
  });
});
