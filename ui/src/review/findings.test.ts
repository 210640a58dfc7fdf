import { describe, expect, it } from 'vitest';

import type { Application, Field, Finding, Report } from '../api';
import { declaredRows } from './declared';
import { groups, outcomeOf } from './findings';

function finding(rule: string, outcome: Finding['outcome'], severity: Finding['severity']): Finding {
  return { rule, outcome, severity, message: rule, citation: { source: '', article: '' }, evidence: [] };
}

function field(text: string, doubt: string | null = null): Field {
  return { text, confidence: 0.9, read_confidence: 0.9, page: 1, region: [[0, 0], [1, 0], [1, 1], [0, 1]], doubt };
}

const report: Report = {
  application: 'x',
  verdict: 'refuse',
  engine: '',
  rules: '',
  as_of: '2026-03-05',
  findings: [
    finding('holder.mismatch', 'fail', 'supplement'),
    finding('window.suspended', 'fail', 'notice'),
    finding('usage.non_residential', 'fail', 'refuse'),
    finding('usage.undetermined', 'pass', 'review'),
    finding('identity.mismatch', 'undetermined', 'review'),
    finding('lease.expired', 'not_applicable', 'supplement'),
  ],
  documents: [
    { file: 'a.jpg', pages: [1], kind: 'id_card', fields: { holder: field('不是这份') } },
    { file: 'b.jpg', pages: [1], kind: 'property_certificate', fields: { holder: field('李国强', '字迹不清'), usage: field('办公') } },
  ],
};

const application: Application = {
  id: 'x',
  service: 'registration',
  submitted_on: '2026-03-05',
  applicant: { name: '王小明' },
  residence: { basis: 'owned', holder_relation: 'self' },
};

describe('findings', () => {
  it('stand by what they ask, the heaviest first', () => {
    const grouped = groups(report);
    expect(grouped.fail.map((i) => i.finding.rule)).toEqual(['usage.non_residential', 'holder.mismatch']);
    expect(grouped.fail[0]?.index).toBe(2);
    expect(grouped.notice.map((i) => i.finding.rule)).toEqual(['window.suspended']);
    expect(grouped.undetermined.map((i) => i.finding.rule)).toEqual(['identity.mismatch']);
    expect(grouped.notApplicable).toHaveLength(1);
  });

  it('say once what several rules could not settle', () => {
    const asking = (rule: string, outcome: Finding['outcome'], severity: Finding['severity'], message: string) => ({ ...finding(rule, outcome, severity), message });
    const grouped = groups({
      ...report,
      findings: [
        asking('address.mismatch', 'undetermined', 'supplement', '室号没有读清。请比对。'),
        asking('address.undetermined', 'fail', 'review', '室号没有读清。请比对，必要时请申请人补全。'),
        asking('holder.mismatch', 'undetermined', 'supplement', '姓名没有读清。'),
      ],
    });
    expect(grouped.fail).toEqual([]);
    expect(grouped.undetermined.map((i) => [i.finding.rule, i.also.length])).toEqual([['address.mismatch', 1], ['holder.mismatch', 0]]);
  });

  it('answer for a group of rules by the heaviest', () => {
    expect(outcomeOf(report, ['usage.undetermined', 'usage.non_residential'])).toBe('fail');
    expect(outcomeOf(report, ['lease.expired'])).toBeNull();
  });
});

describe('declared beside read', () => {
  const rows = declaredRows(application, report);

  it('takes values from proofs of residence alone', () => {
    const holder = rows.find((row) => row.label === '权利人');
    expect(holder).toMatchObject({ declared: '王小明（本人）', outcome: 'fail' });
    expect(holder?.read).toEqual([{ item: 'field-1-holder', text: '李国强', doubt: '字迹不清' }]);
  });

  it('leaves out what no rule asks and no paper says', () => {
    const silent = { ...report, documents: [], findings: [] };
    expect(declaredRows(application, silent)).toEqual([]);
  });

  it('speaks of a lease only where one was read', () => {
    expect(rows.some((row) => row.label === '租期')).toBe(false);
  });

  it('asks for the tenant of a leased home', () => {
    const leased = { ...application, residence: { ...application.residence, basis: 'leased' as const } };
    expect(declaredRows(leased, report).map((row) => row.label)).toEqual(['居住方式', '房屋用途', '承租人']);
  });
});
