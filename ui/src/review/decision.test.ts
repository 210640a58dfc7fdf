import { describe, expect, it } from 'vitest';

import type { Finding, Report } from '../api';
import { isFinal, needsNote, obstacle, reasonsFor } from './decision';

function finding(outcome: Finding['outcome'], severity: Finding['severity'], message: string): Finding {
  return { rule: message, outcome, severity, message, citation: { source: '', article: '' }, evidence: [] };
}

const report: Report = {
  application: 'x',
  verdict: 'refuse',
  engine: '',
  rules: '',
  as_of: '2026-03-05',
  documents: [],
  findings: [
    finding('fail', 'refuse', '用途是办公'),
    finding('fail', 'supplement', '室号不同'),
    finding('undetermined', 'supplement', '印章不清'),
    finding('fail', 'notice', '年限重算'),
    finding('fail', 'review', '扫描件重复'),
    finding('pass', 'refuse', '在期限内'),
  ],
};

describe('the reasons to begin with', () => {
  it('fit the decision', () => {
    expect(reasonsFor('refuse', report)).toEqual(['用途是办公']);
    expect(reasonsFor('supplement', report)).toEqual(['用途是办公', '室号不同']);
    expect(reasonsFor('review', report)).toEqual(['扫描件重复', '印章不清']);
    expect(reasonsFor('accept', report)).toEqual([]);
    expect(reasonsFor('refuse', null)).toEqual([]);
  });
});

describe('what several rules say alike', () => {
  it('is told once, in the words of the first', () => {
    const alike = { ...report, findings: [finding('undetermined', 'supplement', '姓名没有读清。请核对姓名。'), finding('undetermined', 'supplement', '姓名没有读清。请核对单位。')] };
    expect(reasonsFor('review', alike)).toEqual(['姓名没有读清。请核对姓名。']);
  });
});

describe('what is passed on or put off', () => {
  it('stays open', () => {
    expect(['accept', 'supplement', 'refuse', 'review', 'defer'].filter((kind) => isFinal(kind as never))).toEqual(['accept', 'supplement', 'refuse']);
  });
});

describe('a decision against the advice', () => {
  it('needs the person’s own words', () => {
    expect(needsNote('refuse', 'accept')).toBe(true);
    expect(needsNote('review', 'accept')).toBe(true);
    expect(needsNote(null, 'accept')).toBe(true);
    expect(needsNote('accept', 'accept')).toBe(false);
    expect(needsNote('accept', 'review')).toBe(false);
    expect(needsNote('refuse', 'defer')).toBe(false);
  });

  it('is held back until they are there', () => {
    const draft = { kind: 'accept' as const, reasons: [], note: ' ' };
    expect(obstacle('refuse', draft)).toContain('依据');
    expect(obstacle('refuse', { ...draft, note: '原件已核' })).toBeNull();
    expect(obstacle('accept', draft)).toBeNull();
  });

  it('tells the applicant something', () => {
    expect(obstacle('supplement', { kind: 'supplement', reasons: ['', ' '], note: '' })).toContain('理由');
    expect(obstacle('supplement', { kind: 'supplement', reasons: ['室号不同'], note: '' })).toBeNull();
  });
});
