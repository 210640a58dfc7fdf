import { describe, expect, it } from 'vitest';

import type { QueueRow } from '../api';
import { isOpen, whyNothing } from './next';

describe('what waits for a person', () => {
  const row = (state: QueueRow['state'], decision: unknown = null) => ({ state, decision }) as QueueRow;

  it('is read, or could not be read, and not decided', () => {
    expect(isOpen(row('read'))).toBe(true);
    expect(isOpen(row('failed'))).toBe(true);
    expect(isOpen(row('reading'))).toBe(false);
    expect(isOpen(row('read', { kind: 'accept' }))).toBe(false);
    expect(isOpen(row('read', { kind: 'defer' }))).toBe(true);
    expect(isOpen(row('read', { kind: 'review' }))).toBe(true);
  });
});

describe('whyNothing', () => {
  it('says that all is decided only where it is', () => {
    expect(whyNothing(14, 0, 14)).toBe('正在识读');
    expect(whyNothing(0, 3, 14)).toBe('没有可审核的');
    expect(whyNothing(0, 0, 0)).toBe('没有可审核的');
    expect(whyNothing(0, 14, 14)).toBe('都已决定');
  });
});
