import { actionNames, actions, type ActionName } from './actions';
import { isSingle, withKey } from './keys';
import type { Language } from './language';

export type Scheme = 'system' | 'light' | 'dark';
export type TextSize = 'normal' | 'large' | 'larger';

/** What one person set for themselves. */
interface Preferences {
  /** Whether single characters act as keys. */
  singles: boolean;
  /** Keys other than those that the actions come with; an empty list takes an action its key. */
  keys: Partial<Record<ActionName, string[]>>;
  scheme: Scheme;
  textSize: TextSize;
  language: Language;
}

const PERSON = 'hezhi.person';
const own = (name: string) => `hezhi.preferences.${name}`;

/** What the person at this machine set: kept on it, under their name, so that two can share it. */
export class Settings {
  #storage: Pick<Storage, 'getItem' | 'setItem'>;
  #name = $state('');
  #set = $state<Preferences>(preferences(null));

  constructor(storage: Pick<Storage, 'getItem' | 'setItem'>) {
    this.#storage = storage;
    this.#name = storage.getItem(PERSON) ?? '';
    this.#set = preferences(storage.getItem(own(this.#name)));
  }

  /** The name under which this person decides; null: the one that is set for the desk. */
  get person(): string | null {
    return this.#name || null;
  }

  /** Another person takes the seat: with their own keys, where they set some before. */
  setPerson(name: string) {
    this.#name = name.trim();
    const known = this.#keep(() => this.#storage.getItem(own(this.#name))) ?? null;
    if (known !== null) this.#set = preferences(known);
    this.#keep(() => this.#storage.setItem(PERSON, this.#name));
    this.#save();
  }

  get singles(): boolean {
    return this.#set.singles;
  }

  setSingles(on: boolean) {
    this.#set.singles = on;
    this.#save();
  }

  get scheme(): Scheme {
    return this.#set.scheme;
  }

  setScheme(scheme: Scheme) {
    this.#set.scheme = scheme;
    this.#save();
  }

  get textSize(): TextSize {
    return this.#set.textSize;
  }

  setTextSize(size: TextSize) {
    this.#set.textSize = size;
    this.#save();
  }

  get language(): Language {
    return this.#set.language;
  }

  setLanguage(language: Language) {
    this.#set.language = language;
    this.#save();
  }

  /** The keys of an action: the person's own, else those that it comes with. */
  chordsOf(action: ActionName): readonly string[] {
    return this.#set.keys[action] ?? actions[action].chords;
  }

  /** The key to name on a button: one that works at present. */
  keyOf(action: ActionName): string | undefined {
    return this.chordsOf(action).find((chord) => this.singles || !isSingle(chord));
  }

  hint(words: string, action: ActionName): string {
    return withKey(words, this.keyOf(action));
  }

  isChanged(action: ActionName): boolean {
    return this.#set.keys[action] !== undefined;
  }

  /** Gives an action one key, or none; `undefined` gives it back those that it comes with. */
  setKey(action: ActionName, chord: string | null | undefined) {
    if (chord === undefined) delete this.#set.keys[action];
    else this.#set.keys[action] = chord === null ? [] : [chord];
    this.#save();
  }

  resetKeys() {
    this.#set.keys = {};
    this.#save();
  }

  #save() {
    this.#keep(() => this.#storage.setItem(own(this.#name), JSON.stringify(this.#set)));
  }

  /** A browser that keeps nothing still works with what was set, until it is closed. */
  #keep<T>(work: () => T): T | undefined {
    try {
      return work();
    } catch {
      return undefined;
    }
  }
}

/** What was kept, as far as it still makes sense. */
function preferences(kept: string | null): Preferences {
  const set: Preferences = { singles: true, keys: {}, scheme: 'system', textSize: 'normal', language: 'zh-CN' };
  const read = parsed(kept);
  if (typeof read.singles === 'boolean') set.singles = read.singles;
  if (read.scheme === 'light' || read.scheme === 'dark') set.scheme = read.scheme;
  if (read.textSize === 'large' || read.textSize === 'larger') set.textSize = read.textSize;
  if (read.language === 'en') set.language = read.language;
  const keys = typeof read.keys === 'object' && read.keys !== null ? (read.keys as Record<string, unknown>) : {};
  for (const action of actionNames) {
    const chords = keys[action];
    if (Array.isArray(chords) && !actions[action].fixed) set.keys[action] = chords.filter((chord) => typeof chord === 'string');
  }
  return set;
}

function parsed(kept: string | null): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(kept ?? '{}');
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
