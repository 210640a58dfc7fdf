import { describe, expect, it } from 'vitest';

import type { Application } from '../api';
import { apart } from '../import/names';
import { emptyForm, fromApplication, gaps, obstacles, shows, toApplication, type FieldKey, type Form } from './form';

const form = (more: Partial<Form> = {}): Form => ({ ...emptyForm('2026-03-05'), id: 'HZ-20260305-001', name: '王小明', ...more });
const shown = (of: Form, fields: FieldKey[]) => fields.filter((field) => shows(of, field));

describe('which fields matter', () => {
  const registered: FieldKey[] = ['registered_address', 'registered_on', 'permit_expires_on'];

  it('follows the service, as the rules do', () => {
    expect(shown(form({ service: 'registration' }), registered)).toEqual([]);
    expect(shown(form({ service: 'permit' }), registered)).toEqual(['registered_address', 'registered_on']);
    expect(shown(form({ service: 'endorsement' }), registered)).toEqual(['registered_address', 'permit_expires_on']);
    expect(shown(form({ service: 'address_change' }), registered)).toEqual(registered);
    expect(shown(form({ service: 'expedited_new' }), registered)).toEqual(['registered_address', 'registered_on']);
    expect(shown(form({ service: 'expedited_replacement' }), registered)).toEqual(['registered_address']);
    expect(shown(form({ service: 'kiosk' }), registered)).toEqual(['registered_address', 'registered_on']);
  });

  it('follows the basis: a dormitory has no holder, one’s own home no other name', () => {
    const holder: FieldKey[] = ['holder_relation', 'holder_name'];
    expect(shown(form(), holder)).toEqual([]);
    expect(shown(form({ basis: 'dormitory' }), holder)).toEqual([]);
    expect(shown(form({ basis: 'owned' }), holder)).toEqual(['holder_relation']);
    expect(shown(form({ basis: 'leased', holder_relation: 'spouse' }), holder)).toEqual(holder);
  });

  it('never hides what holds something', () => {
    expect(shows(form({ registered_on: '2025-01-01' }), 'registered_on')).toBe(true);
    expect(shows(form({ basis: 'dormitory', holder_name: '李四' }), 'holder_name')).toBe(true);
    expect(shows(form({ disabled: true }), 'disabled')).toBe(true);
  });
});

describe('scans that nobody declared', () => {
  const undeclared: Application = {
    id: '张三-3fa2b1',
    service: 'registration',
    channel: 'batch',
    submitted_on: '2026-03-05',
    applicant: { name: '' },
    residence: {},
    undeclared: true,
  };

  it('open with empty fields and ask for the name', () => {
    const opened = fromApplication(undeclared);
    expect([opened.name, opened.id_number, opened.address, opened.basis, opened.id]).toEqual(['', '', '', '', '张三-3fa2b1']);
    expect(Object.keys(obstacles(opened))).toEqual(['name']);
    expect(gaps(opened).length).toBe(3);
  });

  it('are declared once the form is sent', () => {
    const sent = toApplication({ ...fromApplication(undeclared), name: '张三', basis: 'owned' }, undeclared);
    expect(sent.undeclared).toBeUndefined();
    expect(sent.applicant.name).toBe('张三');
  });
});

describe('the application of a form', () => {
  const whole: Application = {
    id: 'CN-2026-000123',
    service: 'permit',
    channel: 'online',
    submitted_on: '2026-03-05',
    applicant: { name: '王小明', id_number: '11010519491231002X', disabled: true },
    agent: { name: '王大明', id_number: '11010519491231002X', relation: 'relative' },
    residence: { address: '上海市徐汇区华发路406弄10号1705室', basis: 'leased', holder_name: '李四', holder_relation: 'spouse' },
    registered_address: '上海市徐汇区百色路1号',
    registered_on: '2025-08-01',
    permit_expires_on: '2026-03-20',
    documents: ['a.jpg'],
  };
  const bare: Application = { id: 'A', service: 'registration', submitted_on: '2026-03-05', applicant: { name: '王' }, residence: {} };
  const refused: Application = { ...bare, applicant: { name: '王', disabled: false }, agent: {}, residence: { basis: 'dormitory', holder_relation: 'self' } };

  it('is what it was made from where nobody touched it', () => {
    for (const application of [whole, bare, refused]) expect(toApplication(fromApplication(application), application)).toEqual(application);
  });

  it('holds days and numbers in their one form, and nothing that was left empty', () => {
    const typed = form({ submitted_on: '2026.3.5', id_number: '110105 19491231 002x', address: ' 华发路1号 ', basis: 'owned', channel: '' });
    expect(toApplication(typed)).toEqual({
      id: 'HZ-20260305-001',
      service: 'registration',
      submitted_on: '2026-03-05',
      applicant: { name: '王小明', id_number: '11010519491231002X' },
      residence: { address: '华发路1号', basis: 'owned', holder_relation: 'self' },
    });
  });

  it('has no agent but one that was named', () => {
    expect(toApplication(form({ agent_name: '王大明' }))).not.toHaveProperty('agent');
    expect(toApplication(form({ has_agent: true, agent_name: '王大明', agent_relation: 'guardian' })).agent).toEqual({ name: '王大明', relation: 'guardian' });
  });
});

describe('what keeps a form from being sent', () => {
  it('is only what no application can be without, and days that are none', () => {
    expect(obstacles(form())).toEqual({});
    expect(Object.keys(obstacles(form({ id: ' ', name: '', submitted_on: '', registered_on: '2025-02-30' })))).toEqual(['id', 'submitted_on', 'registered_on', 'name']);
  });

  it('is told apart from what the check will ask for', () => {
    expect(gaps(form({ basis: 'leased', holder_relation: 'spouse' }))).toEqual(['证件号码', '现居住地址', '承租人姓名']);
    expect(gaps(form({ service: 'endorsement', id_number: 'x', address: 'x', basis: 'owned', registered_address: 'x' }))).toEqual(['居住证有效期']);
  });
});

describe('names of files', () => {
  it('are told apart', () => {
    expect(apart('证.jpg', ['证.jpg', '证 (2).jpg'])).toBe('证 (3).jpg');
    expect(apart('证', [])).toBe('证');
  });
});
