import { describe, expect, it } from 'vitest';

import type { Comparison, PieceComparison } from '../api';
import { difference, segments } from './difference';

const marked = (text: string, other: string) => difference(text, other).map((r) => (r.differs ? `[${r.text}]` : r.text)).join('');

describe('the differing characters', () => {
  it('are marked alone', () => {
    expect(marked('1705室', '1706室')).toBe('170[5]室');
    expect(marked('1706室', '1705室')).toBe('170[6]室');
  });

  it('include what the other side lacks', () => {
    expect(marked('10号', '110号')).toBe('10号');
    expect(marked('110号', '10号')).toBe('1[1]0号');
  });

  it('are all of it when nothing agrees', () => {
    expect(marked('甲', '乙')).toBe('[甲]');
    expect(marked('甲', '')).toBe('[甲]');
  });

  it('count characters, not UTF-16 units', () => {
    expect(marked('𠮷祥路', '吉祥路')).toBe('[𠮷]祥路');
  });
});

describe('a side of a comparison', () => {
  const same = (kind: PieceComparison['kind'], text: string, start: number): PieceComparison => {
    const own = { text, start, end: start + text.length };
    return { kind, a: own, b: own, relation: 'same' };
  };
  const comparison: Comparison = {
    a: '上海市徐汇区，华发路406弄10号1705室',
    b: '徐汇区华发路406弄10号1706室',
    relation: 'different',
    reason: '',
    pieces: [
      { kind: 'city', a: { text: '上海市', start: 0, end: 3 }, b: null, relation: 'same' },
      { kind: 'district', a: { text: '徐汇区', start: 3, end: 6 }, b: { text: '徐汇区', start: 0, end: 3 }, relation: 'same' },
      { kind: 'room', a: { text: '1705室', start: 17, end: 22 }, b: { text: '1706室', start: 13, end: 18 }, relation: 'different' },
    ],
  };

  it('loses no character, whatever the pieces cover', () => {
    for (const side of ['a', 'b'] as const) {
      expect(segments(comparison, side).map((s) => s.text).join('')).toBe(comparison[side]);
    }
  });

  it('marks the piece that differs and where', () => {
    const room = segments(comparison, 'b').find((s) => s.kind === 'room');
    expect(room?.relation).toBe('different');
    expect(room?.runs).toEqual([{ text: '170', differs: false }, { text: '6', differs: true }, { text: '室', differs: false }]);
  });

  it('shows where a piece is missing', () => {
    const lacking: Comparison = { ...comparison, b: '徐汇区', pieces: [same('district', '徐汇区', 0), { kind: 'room', a: { text: '1705室', start: 3, end: 8 }, b: null, relation: 'uncertain' }], a: '徐汇区1705室' };
    const last = segments(lacking, 'b').at(-1);
    expect(last).toMatchObject({ kind: 'room', missing: true, relation: 'uncertain', text: '' });
  });

  it('is one stretch where there are no pieces', () => {
    expect(segments({ ...comparison, pieces: [] }, 'a')).toHaveLength(1);
  });

  it('keeps every character of pieces that overlap', () => {
    const odd: Comparison = { ...comparison, a: '甲乙丙', pieces: [{ kind: 'road', a: { text: '甲乙', start: 0, end: 2 }, b: null, relation: 'same' }, { kind: 'other', a: { text: '乙丙', start: 1, end: 3 }, b: null, relation: 'same' }] };
    expect(segments(odd, 'a').map((s) => s.text).join('')).toBe('甲乙丙');
  });
});
