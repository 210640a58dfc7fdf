import { desk, DeskError, type Brought, type DeclaredValue, type DecisionKind, type ImportProblem, type Offer, type OpenVisit, type PageChange, type Visit, type VisitEnded, type VisitForm } from '../api';
import { reasonsFor } from '../review/decision';
import { settings } from '../settings.svelte';
import { emptyForm, isBlank, offered, put, unconfirmed } from './form';

/** How long typing rests before it is kept and judged, in milliseconds. */
const REST = 250;
/** How often is asked while pages are read, and while nothing happens: the readers stay loaded. */
const SOON = 200;
const NOW_AND_THEN = 4000;

/** Whoever is at the window. */
export class AtCounter {
  /** Visits that were not ended, to go on with. */
  waiting = $state.raw<OpenVisit[]>([]);
  visit = $state.raw<Visit | null>(null);
  form = $state<VisitForm>(emptyForm());
  queueNumber = $state('');
  problems = $state.raw<ImportProblem[]>([]);
  error = $state<DeskError | null>(null);
  busy = $state(false);
  /** Which of the pages is looked at. */
  chosen = $state<number>(0);
  #timer: ReturnType<typeof setTimeout> | undefined;
  #poll: ReturnType<typeof setTimeout> | undefined;
  /** Something was typed that is not kept yet. */
  #unkept = false;
  /** Counts questions: only the answer to the last one counts. */
  #asked = 0;
  #closed = false;

  /** Values from paper that nobody has confirmed with the person, in the order of the form. */
  toConfirm = $derived(unconfirmed(this.form));
  page = $derived(this.visit?.pages[Math.min(this.chosen, this.visit.pages.length - 1)] ?? null);

  /** Opens the screen: what was left half-way is offered, else a new person is awaited. */
  async start() {
    await this.#work(async () => {
      this.waiting = await desk.counter.visits();
      if (this.waiting.length === 0) this.#show(await desk.counter.openVisit({ number: null, queue_number: '', by: settings.person }), true);
    });
    this.#again();
  }

  /** Begins with somebody: a new person, or one who is back with a number. */
  async open(number: string | null = null) {
    await this.#work(async () => {
      const opened = await desk.counter.openVisit({ number, queue_number: number === null ? '' : this.queueNumber, by: settings.person });
      const before = this.visit;
      if (before && before.id !== opened.id && this.isBlank) await desk.counter.closeVisit(before.id);
      this.#show(opened, true);
      this.waiting = [];
    });
    this.#again();
  }

  /** Goes on with a visit that was left half-way. */
  async resume(id: string) {
    await this.#work(async () => {
      this.#show(await desk.counter.visit(id), true);
      this.waiting = [];
    });
    this.#again();
  }

  /** Nothing was typed or put in. */
  get isBlank(): boolean {
    return this.visit === null || (this.visit.application === null && this.visit.pages.length === 0 && this.queueNumber.trim() === '' && isBlank(this.form));
  }

  #show(visit: Visit, anew = false) {
    this.visit = visit;
    if (anew) {
      this.form = visit.form;
      this.queueNumber = visit.queue_number;
      this.chosen = 0;
      this.problems = [];
    }
  }

  async #work(doing: () => Promise<void>) {
    this.error = null;
    try {
      await doing();
    } catch (cause) {
      this.error = DeskError.from(cause);
    }
  }

  /** Something was typed: it is kept and judged shortly after. */
  touched() {
    this.#unkept = true;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.keep(), REST);
  }

  /** A value was typed by the clerk, as the person tells it. */
  type(value: DeclaredValue, change: () => void) {
    change();
    this.form.from_paper = this.form.from_paper.filter((taken) => taken.value !== value);
    this.touched();
  }

  async keep() {
    clearTimeout(this.#timer);
    if (!this.visit || this.#closed) return;
    const asked = ++this.#asked;
    const id = this.visit.id;
    this.#unkept = false;
    try {
      const visit = await desk.counter.keepVisit(id, { form: $state.snapshot(this.form), queue_number: this.queueNumber });
      if (asked === this.#asked && this.visit?.id === id) this.#show(visit);
    } catch (cause) {
      this.error = DeskError.from(cause);
    }
    this.#again();
  }

  /** Asks how far it is, until the screen is left. */
  #again() {
    clearTimeout(this.#poll);
    if (this.#closed) return;
    const wait = this.visit && this.visit.reading > 0 ? SOON : NOW_AND_THEN;
    this.#poll = setTimeout(() => void this.look(), wait);
  }

  /** Looks anew: pages came in, or were read. */
  async look() {
    if (this.#unkept) return;
    const asked = ++this.#asked;
    const id = this.visit?.id;
    try {
      if (id === undefined) {
        this.waiting = await desk.counter.visits();
      } else {
        const visit = await desk.counter.visit(id);
        if (asked === this.#asked && this.visit?.id === id) this.#show(visit);
      }
    } catch {
      // The next look tells; what is typed is refused with its reason.
    }
    this.#again();
  }

  /** Files came in by dropping or pasting. */
  async add(brought: Brought) {
    const visit = this.visit;
    if (!visit) return;
    this.problems = brought.problems;
    if (brought.uploads.length === 0) return;
    await this.#work(async () => this.#show(await desk.counter.addVisitPages(visit.id, { uploads: brought.uploads, source: 'file' })));
    this.#again();
  }

  async change(page: number, change: PageChange) {
    const visit = this.visit;
    if (!visit || page === 0) return;
    const moved = change === 'forward' ? -1 : change === 'back' ? 1 : 0;
    await this.#work(async () => this.#show(await desk.counter.changeVisitPage(visit.id, page, change)));
    this.choose(this.chosen + moved);
  }

  choose(page: number) {
    this.chosen = Math.max(0, Math.min(page, (this.visit?.pages.length ?? 1) - 1));
  }

  /** What a paper prints is written into the form, marked as coming from there. */
  take(offer: Offer) {
    put(this.form, offer);
    this.touched();
  }

  /** Everything of which there is just one is filled in. Tells how many values. */
  fill(): number {
    const sure = offered(this.visit?.offers ?? [], this.form);
    for (const offer of sure) put(this.form, offer);
    if (sure.length > 0) this.touched();
    return sure.length;
  }

  /** The person has confirmed a value. */
  confirm(value: DeclaredValue) {
    const by = settings.person || this.visit?.opened_by || null;
    this.form.from_paper = this.form.from_paper.map((taken) => (taken.value === value ? { ...taken, confirmed_by: by } : taken));
    this.touched();
  }

  /** The original of a paper was looked at. */
  original(key: string, seen: boolean) {
    const others = this.form.originals.filter((there) => there !== key);
    this.form.originals = seen ? [...others, key] : others;
    this.touched();
  }

  /** The application is made and decided; nothing of the person stays here. Null where it is not. */
  async end(kind: DecisionKind, note: string): Promise<VisitEnded | null> {
    const visit = this.visit;
    if (!visit || this.busy) return null;
    this.busy = true;
    let ended: VisitEnded | null = null;
    await this.keep();
    await this.#work(async () => {
      ended = await desk.counter.endVisit(visit.id, { kind, note, reasons: reasonsFor(kind, this.visit?.report ?? null), by: settings.person });
    });
    this.busy = false;
    if (ended === null) return null;
    this.wipe();
    if (kind !== 'review') await this.open();
    return ended;
  }

  /** Gives the visit up and begins with the next person. */
  async next() {
    const visit = this.visit;
    this.wipe();
    await this.#work(async () => {
      if (visit) await desk.counter.closeVisit(visit.id);
    });
    if (this.error === null) await this.open();
  }

  /** Nothing of the person stays on the screen or in the memory of the page. */
  wipe() {
    clearTimeout(this.#timer);
    clearTimeout(this.#poll);
    this.#unkept = false;
    this.#asked++;
    this.visit = null;
    this.form = emptyForm();
    this.queueNumber = '';
    this.chosen = 0;
    this.problems = [];
    this.error = null;
    desk.counter.forgetImages();
  }

  /** The screen is left. What was begun is kept and offered again; what was not is gone. */
  leave() {
    const visit = this.visit;
    if (visit && this.isBlank) void desk.counter.closeVisit(visit.id).catch(() => {});
    else if (this.#unkept) void this.keep();
    this.#closed = true;
    this.wipe();
  }
}
