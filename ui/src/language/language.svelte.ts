import type english from './en.json';

export type Language = 'zh-CN' | 'en';

/**
 * A sentence as it stands in the code: Chinese, the key of its English in `en.json`, so that the
 * compiler knows of each that has none. `{name}` is a value; what follows `|` tells two meanings
 * of the same words apart and is not shown.
 */
export type Message = keyof typeof english;

/** The names of the values in a message. */
type Names<M extends string> = M extends `${string}{${infer Name}}${infer Rest}` ? Name | Names<Rest> : never;
type Values<M extends string> = [Names<M>] extends [never] ? [] : [Readonly<Record<Names<M>, string | number>>];

/** A message without values. */
export type Plain = { [M in Message]: [Names<M>] extends [never] ? M : never }[Message];

/** English has two numbers: the first value of the message that is one chooses. */
type Words = string | { one: string; other: string };

const plural = new Intl.PluralRules('en');

/** What the desk speaks. English is fetched when somebody first asks for it. */
class Speech {
  /** In force: its words are there. */
  spoken = $state<Language>('zh-CN');
  words = $state.raw<Record<string, Words>>({});
  rules = $state.raw<Record<string, string>>({});
  #wanted: Language = 'zh-CN';

  /** Resolves when everything is said in the language; what is not there stays Chinese. */
  async speak(wanted: Language) {
    this.#wanted = wanted;
    if (wanted === 'en') {
      const [words, rules] = await Promise.all([import('./en.json'), import('./rules.en.json')]);
      [this.words, this.rules] = [words.default, rules.default];
    }
    // Somebody may have chosen again meanwhile.
    if (this.#wanted === wanted) this.spoken = wanted;
  }
}

export const language = new Speech();

/** A message in the person's language. */
export function t<M extends Message>(message: M, ...[values]: Values<M>): string {
  return say(message, (values ?? {}) as Record<string, string | number>);
}

function say(message: string, given: Record<string, string | number>): string {
  const said = language.spoken === 'en' ? inNumber(language.words[message] ?? message, given, message) : message;
  return (said.split('|')[0] ?? '').replace(/\{(\w+)\}/g, (place, name: string) => String(given[name] ?? place));
}

function inNumber(words: Words, given: Record<string, string | number>, message: string): string {
  if (typeof words === 'string') return words;
  const first = [...message.matchAll(/\{(\w+)\}/g)].map(([, name]) => given[name ?? '']).find((value) => typeof value === 'number');
  return plural.select(Number(first ?? 0)) === 'one' ? words.one : words.other;
}

/** Words by name, each said in the person's language when it is looked at. */
export function translated<K extends string>(words: Record<K, Plain>): Readonly<Record<K, string>> {
  const said = {} as Record<K, string>;
  for (const name of Object.keys(words) as K[]) Object.defineProperty(said, name, { enumerable: true, get: () => say(words[name], {}) });
  return said;
}

/** The title of a rule; `chinese` is its own, for rules that English does not know. */
export function ruleTitle(id: string, chinese: string): string {
  return language.spoken === 'en' ? (language.rules[id] ?? chinese) : chinese;
}
