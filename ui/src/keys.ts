import type { ActionName } from './actions';
import { t } from './language';

/** A key or chord, what it does, and the words for it in the list of keys. */
export interface Binding {
  /** What it is called in the settings, where its keys can be changed. */
  action?: ActionName;
  /** As `chord` writes them: `Ctrl+Enter`, `ArrowDown`, `j`, `?`. */
  chords: string[];
  label: string;
  /** Absent for what the browser itself does and the list only tells of. */
  run?: () => void;
  /** Goes on while the key is held down. */
  repeats?: boolean;
  /** Works while the person types in a field; others rest there. */
  whileTyping?: boolean;
}

type Press = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'isComposing' | 'keyCode'>;

/** The chord of a key press, or null while an input method composes: its keys are not ours. */
export function chord(press: Press): string | null {
  // Key code 229 is how WebKit reports keys that an input method has taken.
  if (press.isComposing || press.keyCode === 229 || press.altKey) return null;
  const key = press.key === ' ' ? 'Space' : press.key.length === 1 ? press.key.toLowerCase() : press.key;
  return press.ctrlKey || press.metaKey ? `Ctrl+${key}` : key;
}

/** Whether a press is of a key that only changes others, such as Shift. */
export function isModifier(key: string): boolean {
  return ['Shift', 'Control', 'Alt', 'AltGraph', 'Meta', 'CapsLock', 'NumLock', 'Fn'].includes(key);
}

/** Whether a chord is one bare character, which people who dictate can switch off (WCAG 2.1.4). */
export function isSingle(name: string): boolean {
  return name.length === 1;
}

/** What a press means on a screen, or null. */
export function bindingFor(press: Press, bindings: Binding[], at: { typing: boolean; singles: boolean }): Binding | null {
  const name = chord(press);
  if (name === null) return null;
  if (isSingle(name) && !at.singles) return null;
  const found = bindings.find((b) => b.chords.includes(name));
  return found && (!at.typing || found.whileTyping) ? found : null;
}

/** Whether keys go into a text field. */
export function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLTextAreaElement ||
    target instanceof HTMLSelectElement ||
    (target instanceof HTMLInputElement && !['checkbox', 'radio', 'button'].includes(target.type))
  );
}

const names: Record<string, string> = {
  ArrowDown: '↓',
  ArrowUp: '↑',
  ArrowLeft: '←',
  ArrowRight: '→',
  Escape: 'Esc',
  PageUp: 'PgUp',
  PageDown: 'PgDn',
};

/** A chord as keys to show: `Ctrl+ArrowLeft` becomes Ctrl and ←. */
export function keyCaps(name: string): string[] {
  const parts = name.startsWith('Ctrl+') ? ['Ctrl', name.slice(5)] : [name];
  return parts.map((part) => (part === 'Space' ? t('空格') : names[part]) ?? (part.length === 1 ? part.toUpperCase() : part));
}

/** Words with the key that does the same: `整页（0）`. */
export function withKey(words: string, chord: string | undefined): string {
  return chord === undefined ? words : t('{words}（{keys}）', { words, keys: keyCaps(chord).join('+') });
}
