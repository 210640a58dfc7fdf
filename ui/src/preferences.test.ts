import { describe, expect, it } from 'vitest';

import { Settings } from './preferences.svelte';

/** What a browser keeps, without a browser. */
function storage(kept: Record<string, string> = {}) {
  return { getItem: (key: string) => kept[key] ?? null, setItem: (key: string, value: string) => void (kept[key] = value), kept };
}

describe('what a person set', () => {
  it('is there when the program opens again', () => {
    const machine = storage();
    const settings = new Settings(machine);
    settings.setPerson(' 陈晓 ');
    settings.setKey('review.accept', 'F2');
    settings.setScheme('dark');
    settings.setTextSize('large');
    settings.setSingles(false);
    settings.setLanguage('en');
    const again = new Settings(machine);
    expect([again.person, again.chordsOf('review.accept'), again.scheme, again.textSize, again.singles, again.language]).toEqual(['陈晓', ['F2'], 'dark', 'large', false, 'en']);
  });

  it('goes with the name, where two people share a machine', () => {
    const settings = new Settings(storage());
    settings.setPerson('陈晓');
    settings.setKey('review.accept', 'F2');
    settings.setPerson('林月');
    settings.setKey('review.accept', 'F4');
    settings.setPerson('陈晓');
    expect(settings.chordsOf('review.accept')).toEqual(['F2']);
  });

  it('falls back to what the program comes with where it cannot be understood', () => {
    for (const kept of ['{', 'null', '7', '{"keys":{"review.accept":5,"leave":["x"],"gone":["y"]},"scheme":"pink","language":"xx"}']) {
      const settings = new Settings(storage({ 'hezhi.preferences.': kept }));
      expect([settings.chordsOf('review.accept'), settings.chordsOf('leave'), settings.scheme, settings.language]).toEqual([['1'], ['Escape'], 'system', 'zh-CN']);
    }
  });

  it('works though the browser keeps nothing', () => {
    const full = { getItem: () => null, setItem: () => { throw new Error('QuotaExceededError'); } };
    const settings = new Settings(full);
    settings.setKey('undo', 'F8');
    expect(settings.keyOf('undo')).toBe('F8');
  });
});

describe('the key named on a button', () => {
  it('is one that works at present', () => {
    const settings = new Settings(storage());
    expect(settings.keyOf('list.next')).toBe('j');
    settings.setSingles(false);
    expect(settings.keyOf('list.next')).toBe('ArrowDown');
    expect(settings.hint('整页', 'page.whole')).toBe('整页');
    settings.setSingles(true);
    expect(settings.hint('整页', 'page.whole')).toBe('整页（0）');
    settings.setKey('page.whole', null);
    expect(settings.hint('整页', 'page.whole')).toBe('整页');
    settings.setKey('page.whole', undefined);
    expect(settings.isChanged('page.whole')).toBe(false);
  });
});
