import { describe, expect, it } from 'vitest';

import { drafts } from './drafts.svelte';

const template = { name: 'receipt' as const, title: '受理回执', source: '原来的', own: false, faults: [] };

describe('an edited template', () => {
  it('is kept while the person is elsewhere, until it is saved or given up', () => {
    expect(drafts.text(template)).toBe('原来的');
    drafts.edit('receipt', '改过的');
    expect(drafts.text(template)).toBe('改过的');
    expect(drafts.isEdited(template)).toBe(true);
    expect(drafts.isEdited({ ...template, name: 'refusal' })).toBe(false);
    // Saved, it is the template itself.
    expect(drafts.isEdited({ ...template, source: '改过的' })).toBe(false);
    drafts.drop('receipt');
    expect(drafts.text(template)).toBe('原来的');
  });
});
