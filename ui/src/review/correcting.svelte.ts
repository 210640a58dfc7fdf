import { desk, DeskError, type Document, type FieldName, type Place, type Region } from '../api';
import { t } from '../language';
import { session } from '../session.svelte';
import { settings } from '../settings.svelte';
import { fieldItem } from './places';
import type { Reviewing } from './review.svelte';

/** A field that the person is putting right. */
interface Draft {
  /** The field's key in the list. */
  item: string;
  document: Document;
  field: FieldName;
  text: string;
  /** Where it stands, once the person has drawn it. */
  place: Place | null;
  /** Why it was not taken. */
  problem: DeskError | null;
}

/** Putting right what was read: by typing, or by drawing a box that is read at once. */
export class Correcting {
  draft = $state<Draft | null>(null);
  /** The next drag on the page draws a box. */
  drawing = $state(false);
  busy = $state(false);
  #reviewing: Reviewing;

  constructor(reviewing: Reviewing) {
    this.#reviewing = reviewing;
  }

  isAt(item: string): boolean {
    return this.draft?.item === item;
  }

  begin(index: number, field: FieldName) {
    const document = this.#reviewing.report?.documents[index];
    if (!document || this.busy) return;
    const text = document.fields[field]?.text ?? '';
    this.draft = { item: fieldItem(index, field), document, field, text, place: null, problem: null };
    this.drawing = false;
  }

  /** Leaves the box first, then the field; false where there was nothing to leave. */
  leave(): boolean {
    if (this.drawing) this.drawing = false;
    else if (this.draft) this.draft = null;
    else return false;
    return true;
  }

  draw() {
    if (this.draft) this.drawing = !this.drawing;
  }

  /** The box that was drawn is read, and its text stands in the field to be looked over. */
  async drawn(region: Region) {
    const { draft } = this;
    const page = this.#reviewing.page;
    this.drawing = false;
    if (!draft || !page || this.busy) return;
    const place: Place = { file: page.file, page: page.page, region };
    draft.place = place;
    await this.#wait(draft, async () => {
      const { text } = await desk.readBox(this.#reviewing.id, place);
      if (text) draft.text = text;
      else draft.problem = new DeskError('nothing_read', t('框里没有读到文字。请画得宽一些，或直接键入。'));
    });
  }

  /** The desk takes the value, and the verdict follows. True where it was taken. */
  async save(): Promise<boolean> {
    const { draft } = this;
    const review = this.#reviewing.review;
    if (!draft || !review || this.busy) return false;
    const { document, field, place } = draft;
    const same = draft.text.trim() === (document.fields[field]?.text ?? '');
    if (same && !document.fields[field]?.doubt && !place) {
      this.draft = null;
      return true;
    }
    return this.#wait(draft, async () => {
      const paper = { file: document.file, page: document.pages[0] ?? 1, kind: document.kind };
      const input = { paper, field, text: draft.text, place, by: settings.person, seen: review.seen };
      this.#reviewing.review = await desk.correct(this.#reviewing.id, input);
      this.draft = null;
    });
  }

  async withdraw(correction: number) {
    if (this.busy) return;
    this.busy = true;
    try {
      this.#reviewing.review = await desk.withdrawCorrection(this.#reviewing.id, correction, settings.person);
    } catch (cause) {
      session.error = DeskError.from(cause);
      await this.#overtaken(session.error);
    }
    this.busy = false;
  }

  /** The correction in force of a field, if there is one. */
  inForce(document: Document, field: FieldName) {
    const own = (this.#reviewing.review?.corrections ?? []).filter(
      (c) =>
        c.withdrawn_at === null &&
        c.field === field &&
        c.paper.file === document.file &&
        c.paper.page === document.pages[0] &&
        c.paper.kind === document.kind,
    );
    return own[own.length - 1] ?? null;
  }

  /** Somebody else was first, or it was read again: the page shows what is true now. */
  async #overtaken({ code }: DeskError) {
    if (code === 'conflict' || code === 'not_found') await this.#reviewing.load();
  }

  async #wait(draft: Draft, work: () => Promise<void>): Promise<boolean> {
    this.busy = true;
    draft.problem = null;
    try {
      await work();
      return draft.problem === null;
    } catch (cause) {
      // What was typed stays: only the person throws it away.
      draft.problem = DeskError.from(cause);
      await this.#overtaken(draft.problem);
      return false;
    } finally {
      this.busy = false;
    }
  }
}
