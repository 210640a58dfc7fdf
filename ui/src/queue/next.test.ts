import { describe, expect, it } from 'vitest';

import type { Decision, QueueRow, ReadingState } from '../api';
import { neighbour, nextOpen, whyNothing } from './next';

function row(id: string, state: ReadingState = 'read', decided = false): QueueRow {
  const decision: Decision = { id: 1, kind: 'accept', reasons: [], note: '', assignee: null, until: null, decided_by: '', decided_at: '', advice: null, undone_at: null };
  return {
    id,
    applicant: '王小明',
    service: 'registration',
    channel: null,
    address: null,
    submitted_on: '2026-03-05',
    verdict: null,
    state,
    headline: '',
    rules: [],
    decision: decided ? decision : null,
    imported_at: '',
  };
}

describe('the next application to decide', () => {
  const rows = [row('a'), row('b', 'read', true), row('c', 'reading'), row('d'), row('e', 'failed')];

  it('skips what is decided or still being read', () => {
    expect(nextOpen(rows, 'a')?.id).toBe('d');
  });

  it('goes round to the beginning', () => {
    expect(nextOpen(rows, 'e')?.id).toBe('a');
  });

  it('includes what could not be read: a person must look at it', () => {
    expect(nextOpen(rows, 'd')?.id).toBe('e');
  });

  it('is the first one when none is open', () => {
    expect(nextOpen(rows, null)?.id).toBe('a');
  });

  it('is none when only the present one is left', () => {
    expect(nextOpen([row('a'), row('b', 'read', true)], 'a')).toBeNull();
  });
});

describe('neighbours', () => {
  const rows = [row('a'), row('b', 'read', true)];

  it('end at the ends', () => {
    expect(neighbour(rows, 'a', 1)?.id).toBe('b');
    expect(neighbour(rows, 'a', -1)).toBeNull();
    expect(neighbour(rows, 'b', 1)).toBeNull();
    expect(neighbour(rows, 'gone', 1)).toBeNull();
  });
});

describe('whyNothing', () => {
  it('says that all is decided only where it is', () => {
    expect(whyNothing(14, 0, 14)).toBe('正在识读');
    expect(whyNothing(0, 3, 14)).toBe('没有可审核的');
    expect(whyNothing(0, 14, 14)).toBe('都已决定');
  });
});
