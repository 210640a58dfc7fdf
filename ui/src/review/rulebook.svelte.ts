import { desk, type Rule } from '../api';

/** The texts of the rules: asked for once, when somebody first opens one. */
class Rulebook {
  #rules = $state.raw<Rule[]>([]);
  #asked = false;

  async load() {
    if (this.#asked) return;
    this.#asked = true;
    try {
      this.#rules = await desk.rules();
    } catch {
      // The citation stands there without it; the next opening asks again.
      this.#asked = false;
    }
  }

  /** The rule of a name as it stands last: a name is never given another meaning. */
  find(id: string): Rule | undefined {
    return this.#rules.filter((rule) => rule.id === id).pop();
  }
}

export const rulebook = new Rulebook();
