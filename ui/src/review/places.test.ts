import { describe, expect, it } from 'vitest';

import type { Finding, Region, Report } from '../api';
import { fieldItem, findingItem, places, placesOf } from './places';

const line: Region = [[100, 100], [400, 100], [400, 140], [100, 140]];
const room: Region = [[100, 300], [200, 300], [200, 340], [100, 340]];

function finding(outcome: Finding['outcome'], region: Region): Finding {
  return {
    rule: 'address.mismatch',
    outcome,
    severity: 'supplement',
    message: '',
    citation: { source: '', article: '' },
    evidence: [{ file: '甲 1.jpg', page: 1, region, text: '华发路', confidence: 0.9 }],
  };
}

const report: Report = {
  application: 'x',
  verdict: 'supplement',
  engine: '',
  rules: '',
  as_of: '2026-03-05',
  findings: [finding('pass', line), finding('fail', line)],
  documents: [
    {
      file: '甲 1.jpg',
      pages: [1],
      kind: 'property_certificate',
      fields: {
        address: {
          text: '华发路1705室',
          confidence: 0.9,
          read_confidence: 0.9,
          page: 1,
          region: line,
          parts: [
            { text: '华发路', confidence: 0.9, page: 1, region: line },
            { text: '1705', confidence: 0.9, page: 1, region: room },
          ],
        },
      },
    },
  ],
};

describe('the places of a report', () => {
  const all = places(report);

  it('stand once each, however many rest on them', () => {
    expect(all).toHaveLength(2);
    expect(all[0]?.items).toEqual([findingItem(1), findingItem(0), fieldItem(0, 'address')]);
  });

  it('take the heaviest tone and the field’s name', () => {
    expect(all[0]?.tone).toBe('supplement');
    expect(all[0]?.label).toBe('坐落');
    expect(all[1]?.tone).toBe('field');
  });

  it('include every part that a value was put together from', () => {
    expect(placesOf(all, fieldItem(0, 'address')).map((p) => p.text)).toEqual(['华发路', '1705']);
  });

  it('colour a doubtful field as one to look at', () => {
    const doubtful = structuredClone(report);
    doubtful.findings = [];
    const address = doubtful.documents[0]?.fields.address;
    if (address) address.doubt = '两次识读不一致';
    expect(places(doubtful).map((p) => p.tone)).toEqual(['review', 'review']);
  });
});
