import { describe, expect, it } from 'vitest';

import type { AddressBoxes } from '../api';
import table from './boxes.json';
import { join, mayHoldMore, noBoxes, spread } from './boxes';

const home: AddressBoxes = { ...noBoxes, district: '徐汇区', road: '华发路', lane: '406', number: '10', room: '1705' };

describe('the boxes of an address', () => {
  it('join as the engine joins them', () => {
    expect(table.length).toBeGreaterThan(500);
    for (const { boxes, joined } of table) expect(join(boxes)).toBe(joined);
  });

  it('give each number its word, and no word twice', () => {
    expect(join(home)).toBe('上海市徐汇区华发路406弄10号1705室');
    expect(join({ ...home, building: '3号楼', room: '亭子间' })).toBe('上海市徐汇区华发路406弄10号3号楼亭子间');
    expect(join({ ...home, lane: '406弄', room: '2单元501室' })).toBe('上海市徐汇区华发路406弄10号2单元501室');
    expect(join(noBoxes)).toBe('');
  });

  it('lose nothing that has no box', () => {
    expect(join({ ...home, rest: '（近罗城路）' })).toBe('上海市徐汇区华发路406弄10号1705室（近罗城路）');
  });
});

describe('what is typed into one box', () => {
  it('is only asked about where it may hold more', () => {
    expect(mayHoldMore('road', '华发路')).toBe(false);
    expect(mayHoldMore('room', '1705')).toBe(false);
    expect(mayHoldMore('district', '徐汇区')).toBe(false);
    expect(mayHoldMore('road', '华发路406弄10号')).toBe(true);
    expect(mayHoldMore('room', '上海市徐汇区华发路406弄')).toBe(true);
    expect(mayHoldMore('lane', '406弄10号')).toBe(true);
  });

  it('fills the others where it is an address', () => {
    const laidOut = { ...noBoxes, road: '百色路', number: '12', room: '3' };
    expect(spread({ ...home, room: '百色路12号3室' }, 'room', laidOut)).toEqual({ ...noBoxes, district: '徐汇区', road: '百色路', number: '12', room: '3' });
  });

  it('fills those behind it where it is a part', () => {
    const before = { ...noBoxes, district: '徐汇区', road: '华发路', lane: '406弄10号' };
    expect(spread(before, 'lane', { ...noBoxes, lane: '406', number: '10' })).toEqual({ ...noBoxes, district: '徐汇区', road: '华发路', lane: '406', number: '10' });
  });

  it('forgets the town of another district', () => {
    const before = { ...home, town: '龙华街道', road: '静安区巨鹿路12号' };
    const laidOut = { ...noBoxes, district: '静安区', road: '巨鹿路', number: '12' };
    expect(spread(before, 'road', laidOut)).toMatchObject({ district: '静安区', town: '', lane: '' });
  });

  it('stays where it fills its own box only', () => {
    expect(spread(home, 'room', { ...noBoxes, room: '2单元501' })).toBeNull();
    expect(spread(home, 'lane', { ...noBoxes, lane: '4', number: '5', rest: '不明' })).toBeNull();
  });
});
