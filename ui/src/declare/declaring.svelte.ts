import { desk, DeskError, type Application, type Brought, type Declared, type ImportProblem, type PageRef, type Upload } from '../api';
import { channelLabel, serviceLabel } from '../labels';
import { t } from '../language';
import { settings } from '../settings.svelte';
import { apart } from '../import/names';
import { noBoxes, join, mayHoldMore, spread, type Box } from './boxes';
import { readDay, today } from './day';
import { emptyForm, fromApplication, obstacles, toApplication, type Form } from './form';

/** What is kept until it is sent. */
interface Draft {
  form: Form;
  /** The number is the desk's own proposal. */
  proposed: boolean;
  uploads: Upload[];
  /** Absent in drafts of before. */
  removed?: string[];
  before: Application | null;
}

const LAST = 'hezhi.last_declared';

/** How long typing rests before the draft is kept, in milliseconds. */
const REST = 700;

/** The form of one declaration: of a new application, or the correction of an open one. */
export class Declaring {
  /** The application that is corrected; null for a new one. */
  readonly id: string | null;
  form = $state<Form>(emptyForm(today()));
  boxes = $state({ ...noBoxes });
  uploads = $state<Upload[]>([]);
  /** Names of files of an open application that are to be taken out. */
  removed = $state<string[]>([]);
  problems = $state<ImportProblem[]>([]);
  /** Pages that an open application has already. */
  pages = $state.raw<PageRef[]>([]);
  before = $state.raw<Application | null>(null);
  ready = $state(false);
  /** It goes on from a draft. */
  resumed = $state(false);
  /** `unkept`: the draft could not be written. */
  kept = $state<'no' | 'keeping' | 'yes' | 'unkept'>('no');
  sending = $state(false);
  /** Somebody tried to send: from now on what is missing shows. */
  tried = $state(false);
  error = $state<DeskError | null>(null);
  proposed = $state(true);
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** Counts questions about an address: only the answer to the last one counts. */
  #asked = 0;
  #closed = false;

  wrong = $derived(obstacles(this.form));
  sendable = $derived(Object.keys(this.wrong).length === 0);

  constructor(id: string | null) {
    this.id = id;
  }

  get #key(): string {
    return this.id === null ? 'new' : `amend ${this.id}`;
  }

  async load() {
    try {
      const [kept, review] = await Promise.all([desk.draft(this.#key), this.id === null ? null : desk.application(this.id)]);
      const draft = kept === null ? null : readDraft(kept);
      this.pages = review?.pages ?? [];
      this.before = draft?.before ?? review?.application ?? null;
      if (draft) this.#resume(draft);
      else this.form = this.#fresh();
      this.resumed = draft !== null;
      this.ready = true;
      await Promise.all([this.propose(), this.layOut(this.form.address, false)]);
    } catch (cause) {
      this.error = DeskError.from(cause);
    }
  }

  /** As it was declared; a new one for the service and by the channel of the one before. */
  #fresh(): Form {
    return this.before ? fromApplication(this.before) : { ...emptyForm(today()), ...lastChosen() };
  }

  #resume(draft: Draft) {
    // What a later version of the form added is there, empty.
    this.form = { ...emptyForm(today()), ...draft.form };
    this.uploads = draft.uploads;
    // A paper that somebody else took out meanwhile is gone already.
    this.removed = (draft.removed ?? []).filter((name) => this.pages.some((page) => page.file === name));
    this.proposed = draft.proposed;
  }

  /** Throws what was typed away and begins again. */
  async restart() {
    this.form = this.#fresh();
    this.boxes = { ...noBoxes };
    this.proposed = true;
    this.resumed = false;
    this.tried = false;
    this.error = null;
    this.problems = [];
    for (const upload of this.uploads) void desk.removeUpload(upload.id).catch(() => {});
    this.uploads = [];
    this.removed = [];
    await Promise.all([this.#forget(), this.propose(), this.layOut(this.form.address, false)]);
  }

  /** Something was typed: it is kept shortly after. */
  touched() {
    this.kept = 'keeping';
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.keep(), REST);
  }

  /** Keeps what was typed now. */
  async keep() {
    clearTimeout(this.#timer);
    if (this.#closed || !this.ready) return;
    const draft: Draft = $state.snapshot({ form: this.form, proposed: this.proposed, uploads: this.uploads, removed: this.removed, before: this.before });
    try {
      await desk.keepDraft(this.#key, JSON.stringify(draft));
      this.kept = 'yes';
    } catch {
      this.kept = 'unkept';
    }
  }

  async #forget() {
    clearTimeout(this.#timer);
    this.kept = 'no';
    await desk.keepDraft(this.#key, '').catch(() => {});
  }

  /** The screen is left: what is not kept yet is kept. */
  leave() {
    if (this.kept === 'keeping') void this.keep();
  }

  /** Asks for the next free number, as long as the person wrote none. */
  async propose() {
    const day = readDay(this.form.submitted_on);
    if (this.id !== null || !this.proposed || day === null) return;
    try {
      this.form.id = await desk.proposeNumber(day);
    } catch (cause) {
      this.error = DeskError.from(cause);
    }
  }

  /** Lays the one line out over the boxes. */
  async layOut(address: string, touched = true) {
    const asked = ++this.#asked;
    this.form.address = address;
    if (touched) this.touched();
    if (!address.trim()) {
      this.boxes = { ...noBoxes };
      return;
    }
    try {
      const laidOut = await desk.addressBoxes(address);
      if (asked === this.#asked) this.boxes = laidOut;
    } catch (cause) {
      if (asked === this.#asked) this.error = DeskError.from(cause);
    }
  }

  /** A box was typed into: the one line follows. */
  box(name: Box, value: string) {
    this.#asked++;
    this.boxes[name] = value;
    this.form.address = join(this.boxes);
    this.touched();
  }

  /** A box was left or pasted into: what holds more than the box fills the others. */
  async settle(name: Box) {
    const value = this.boxes[name];
    if (!mayHoldMore(name, value)) return;
    const asked = ++this.#asked;
    try {
      const laidOut = await desk.addressBoxes(value);
      const filled = spread($state.snapshot(this.boxes), name, laidOut);
      if (asked !== this.#asked || filled === null) return;
      this.boxes = filled;
      this.form.address = join(filled);
      this.touched();
    } catch (cause) {
      if (asked === this.#asked) this.error = DeskError.from(cause);
    }
  }

  /** Files came in. */
  add(brought: Brought) {
    for (const upload of brought.uploads) {
      const same = this.uploads.find((there) => there.id === upload.id);
      if (same) this.problems.push({ path: upload.name, message: t('和“{name}”内容相同，只加入一份。如果本应是另一页，请检查文件。', same) });
      else this.uploads.push({ ...upload, name: apart(upload.name, this.uploads.map((u) => u.name)) });
    }
    this.problems.push(...brought.problems);
    this.touched();
  }

  remove(upload: Upload) {
    this.uploads = this.uploads.filter((u) => u.id !== upload.id);
    void desk.removeUpload(upload.id).catch(() => {});
    this.touched();
  }

  /** A paper of an open application is taken out when the form is sent; until then it can stay. */
  takeOut(file: string, out: boolean) {
    this.removed = out ? [...this.removed, file] : this.removed.filter((name) => name !== file);
    this.touched();
  }

  /** Sends the declaration; null where it could not be sent, and everything stays as it is. */
  async send(): Promise<Declared | null> {
    this.tried = true;
    if (!this.sendable || this.sending) return null;
    this.sending = true;
    this.error = null;
    try {
      const declared = await this.#submit();
      this.#closed = true;
      if (this.id === null) localStorage.setItem(LAST, JSON.stringify({ service: this.form.service, channel: this.form.channel }));
      await this.#forget();
      return declared;
    } catch (cause) {
      this.error = DeskError.from(cause);
      void this.keep();
      return null;
    } finally {
      this.sending = false;
    }
  }

  async #submit(): Promise<Declared> {
    const input = () => ({
      application: toApplication($state.snapshot(this.form), this.before ?? undefined),
      uploads: $state.snapshot(this.uploads),
      removed: $state.snapshot(this.removed),
      before: this.before,
      by: settings.person,
    });
    if (this.id !== null) return desk.amend(this.id, input());
    try {
      return await desk.declare(input());
    } catch (cause) {
      // Somebody took the proposed number meanwhile: the next one does as well.
      if (DeskError.from(cause).code !== 'conflict' || !this.proposed) throw cause;
      await this.propose();
      return desk.declare(input());
    }
  }
}

/** Service and channel of the application that was sent last on this machine. */
function lastChosen(): Partial<Pick<Form, 'service' | 'channel'>> {
  try {
    const { service, channel } = JSON.parse(localStorage.getItem(LAST) ?? '{}') as Partial<Form>;
    return { ...(service && service in serviceLabel ? { service } : {}), ...(channel && channel in channelLabel ? { channel } : {}) };
  } catch {
    return {};
  }
}

function readDraft(text: string): Draft | null {
  try {
    const draft: unknown = JSON.parse(text);
    const known = typeof draft === 'object' && draft !== null && 'form' in draft && 'uploads' in draft && Array.isArray(draft.uploads);
    return known ? (draft as Draft) : null;
  } catch {
    return null;
  }
}
