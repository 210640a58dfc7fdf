import { describe, expect, it, vi } from 'vitest';

import { bindingFor, chord, keyCaps, type Binding } from './keys';

const press = (key: string, more: Partial<KeyboardEvent> = {}) => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  isComposing: false,
  keyCode: 0,
  ...more,
});

const bindings: Binding[] = [
  { chords: ['j', 'ArrowDown'], label: '下一条', run: vi.fn() },
  { chords: ['Ctrl+Enter'], label: '决定', run: vi.fn(), whileTyping: true },
  { chords: ['Ctrl+z'], label: '撤销', run: vi.fn() },
];
const free = { typing: false, singles: true };

describe('chords', () => {
  it('are written the same whatever the case of the letter', () => {
    expect(chord(press('J'))).toBe('j');
    expect(chord(press('z', { metaKey: true }))).toBe('Ctrl+z');
    expect(chord(press(' ', { ctrlKey: true }))).toBe('Ctrl+Space');
  });

  it('rest while an input method composes', () => {
    expect(chord(press('Enter', { ctrlKey: true, isComposing: true }))).toBeNull();
    expect(chord(press('j', { keyCode: 229 }))).toBeNull();
  });

  it('are shown as key caps', () => {
    expect(keyCaps('Ctrl+ArrowLeft')).toEqual(['Ctrl', '←']);
    expect(keyCaps('?')).toEqual(['?']);
  });
});

describe('bindings', () => {
  it('answer to each of their chords', () => {
    expect(bindingFor(press('ArrowDown'), bindings, free)?.label).toBe('下一条');
    expect(bindingFor(press('q'), bindings, free)).toBeNull();
  });

  it('leave a text field its own keys', () => {
    const typing = { typing: true, singles: true };
    expect(bindingFor(press('j'), bindings, typing)).toBeNull();
    expect(bindingFor(press('z', { ctrlKey: true }), bindings, typing)).toBeNull();
    expect(bindingFor(press('Enter', { ctrlKey: true }), bindings, typing)?.label).toBe('决定');
  });

  it('can do without single letters', () => {
    const quiet = { typing: false, singles: false };
    expect(bindingFor(press('j'), bindings, quiet)).toBeNull();
    expect(bindingFor(press('ArrowDown'), bindings, quiet)?.label).toBe('下一条');
  });
});
