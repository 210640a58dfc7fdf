import type { NoticeTemplate, TemplateName } from '../api';

/** Edited templates that were not saved: leaving the settings must not lose them. */
class Drafts {
  #texts = $state<Partial<Record<TemplateName, string>>>({});

  /** What the editor shows: the edited text, or the one that was saved. */
  text(template: NoticeTemplate): string {
    return this.#texts[template.name] ?? template.source;
  }

  isEdited(template: NoticeTemplate): boolean {
    const text = this.#texts[template.name];
    return text !== undefined && text !== template.source;
  }

  edit(name: TemplateName, text: string) {
    this.#texts[name] = text;
  }

  drop(name: TemplateName) {
    delete this.#texts[name];
  }
}

export const drafts = new Drafts();
