import { describe, expect, it } from 'vitest';

import type { Application } from '../api';
import { changes } from './changes';

const before: Application = {
  id: 'A',
  service: 'registration',
  submitted_on: '2026-03-05',
  applicant: { name: '王小明' },
  residence: { address: '华发路406弄10号1705室', basis: 'leased', holder_relation: 'self' },
};

describe('what was declared otherwise', () => {
  it('is told in words, in the order of the form', () => {
    const after: Application = {
      ...before,
      applicant: { name: '王小明', id_number: '11010519491231002X' },
      residence: { address: '华发路406弄10号1750室', basis: 'owned' },
      agent: { relation: 'guardian' },
    };
    expect(changes(before, after)).toEqual([
      { label: '公民身份号码', from: '', to: '11010519491231002X' },
      { label: '代办人关系', from: '', to: '监护人' },
      { label: '现居住地', from: '华发路406弄10号1705室', to: '华发路406弄10号1750室' },
      { label: '居住方式', from: '租赁住房', to: '自有或亲属住房' },
      { label: '与申请人关系', from: '本人', to: '' },
    ]);
  });

  it('is nothing where only papers were added', () => {
    expect(changes(before, { ...before, documents: ['a.jpg'] })).toEqual([]);
  });
});
