import { describe, expect, it } from 'vitest';

import { lineRange, paperOf } from './paper';

describe('the paper of a decision', () => {
  it('is there once it is settled', () => {
    expect(paperOf('accept')).toBe('receipt');
    expect(paperOf('supplement')).toBe('supplement');
    expect(paperOf('refuse')).toBe('refusal');
    expect(paperOf('review')).toBeNull();
  });
});

describe('the line at fault', () => {
  it('is found whole, whatever it holds', () => {
    const text = '一\n二三\n\n四';
    expect(text.slice(...lineRange(text, 2))).toBe('二三');
    expect(text.slice(...lineRange(text, 4))).toBe('四');
    expect(lineRange(text, 3)).toEqual([5, 5]);
    expect(text.slice(...lineRange(text, 99))).toBe('四');
  });
});
