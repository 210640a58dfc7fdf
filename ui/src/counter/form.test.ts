import { describe, expect, it } from 'vitest';

import type { Offer } from '../api';
import { asks, asksHolder, emptyForm, isBlank, offered, put, unconfirmed } from './form';

const offer = (value: Offer['value'], text: string): Offer => ({ value, text, kind: 'property_certificate', file: '产证.jpg', page: 1, region: [[0, 0], [1, 0], [1, 1], [0, 1]] as never, confidence: 0.98 });

describe('what the papers print', () => {
  it('is filled in where it is one, and the clerk is asked where it is several', () => {
    const offers = [offer('name', '周文博'), offer('name', '李四'), offer('address', '华发路1号'), offer('basis', 'owned')];
    expect(offered(offers, emptyForm()).map((one) => one.value)).toEqual(['address', 'basis']);
  });

  it('is the name of a person only where the paper is about the applicant', () => {
    const owner = offer('name', '周文博');
    expect(offered([owner], emptyForm()), 'the home may be the father’s').toEqual([]);
    expect(offered([{ ...owner, kind: 'id_card' }], emptyForm())).toHaveLength(1);
  });

  it('never takes the place of what was typed', () => {
    const form = { ...emptyForm(), address: '华发路2号' };
    expect(offered([offer('address', '华发路1号')], form)).toEqual([]);
  });

  it('is the name of a relative only where a relative is declared', () => {
    const form = emptyForm();
    expect(asksHolder(form)).toBe(false);
    expect(offered([offer('holder_name', '李四')], form)).toEqual([]);
    form.holder_relation = 'parent';
    expect(offered([offer('holder_name', '李四')], form)).toHaveLength(1);
  });

  it('waits to be confirmed, each value by itself', () => {
    const form = emptyForm();
    put(form, offer('basis', 'owned'));
    put(form, offer('name', '周文博'));
    expect(form.basis).toBe('owned');
    expect(unconfirmed(form)).toEqual(['name', 'basis']);
    form.from_paper = form.from_paper.map((taken) => (taken.value === 'name' ? { ...taken, confirmed_by: '陈晓' } : taken));
    expect(unconfirmed(form)).toEqual(['basis']);
    put(form, offer('name', '周文搏'));
    expect(unconfirmed(form), 'another value is confirmed anew').toEqual(['name', 'basis']);
  });
});

describe('the form', () => {
  it('asks for dates by the service', () => {
    expect(asks(emptyForm(), 'registered_on')).toBe(false);
    expect(asks({ ...emptyForm(), service: 'permit' }, 'registered_on')).toBe(true);
    expect(asks({ ...emptyForm(), service: 'endorsement' }, 'permit_expires_on')).toBe(true);
  });

  it('is blank whatever the service', () => {
    expect(isBlank({ ...emptyForm(), service: 'endorsement' })).toBe(true);
    expect(isBlank({ ...emptyForm(), name: '周' })).toBe(false);
  });
});
