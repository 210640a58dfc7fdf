import { desk, DeskError, type Batch, type BatchItem, type BatchItems, type BatchItemState } from '../api';
import { PAGE, pagesOf } from '../queue/window';

/** How often to ask, in milliseconds: while something is read, and otherwise. */
const POLL = { running: 1000, idle: 8000 };

export const isRunning = (batch: Batch): boolean => batch.state === 'taking_in' || batch.state === 'reading';
/** Whether it can still go on. */
export const isOver = (batch: Batch): boolean => batch.state === 'stopped' || batch.state === 'finished';

/** Every batch of the desk. */
export class BatchList {
  batches = $state.raw<Batch[] | null>(null);
  error = $state<DeskError | null>(null);

  /** Returns when to ask again. */
  async load(): Promise<number> {
    try {
      this.batches = await desk.batches.all();
      this.error = null;
    } catch (cause) {
      this.error = DeskError.from(cause);
    }
    return this.batches?.some(isRunning) ? POLL.running : POLL.idle;
  }
}

/** One batch as it is shown, and the stretch of its applications that is in sight. */
export class BatchView {
  batch = $state.raw<Batch | null>(null);
  error = $state<DeskError | null>(null);
  /** What the person asked for did not go. */
  refused = $state<DeskError | null>(null);
  /** Which of the applications the list shows; null until it is known which are worth it. */
  tab = $state<BatchItemState | null>(null);
  /** A step that the person asked for is under way. */
  busy = $state(false);
  #items = $state.raw<Pick<BatchItems, 'total' | 'counts'>>({ total: 0, counts: {} });
  #pages = $state.raw<ReadonlyMap<number, BatchItem[]>>(new Map());
  #asked = new Set<number>();
  #sight = { first: 0, end: PAGE };
  /** Counts changes of the tab, so that a slow answer cannot fill another one's list. */
  #turn = 0;

  constructor(readonly id: number) {}

  total = $derived(this.#items.total);
  counts = $derived(this.#items.counts);

  item(at: number): BatchItem | undefined {
    return this.#pages.get(Math.floor(at / PAGE))?.[at % PAGE];
  }

  /** How far it is, and what is in sight; returns when to ask again. */
  async load(): Promise<number> {
    try {
      this.batch = await desk.batches.one(this.id);
      this.tab ??= this.batch.failed > 0 && !isRunning(this.batch) ? 'failed' : 'done';
      await this.#fetch(pagesOf(this.#sight.first, this.#sight.end));
      this.error = null;
    } catch (cause) {
      this.error = DeskError.from(cause);
    }
    return this.batch && isRunning(this.batch) ? POLL.running : POLL.idle;
  }

  show(tab: BatchItemState) {
    this.#turn++;
    this.tab = tab;
    this.#pages = new Map();
    this.#asked = new Set();
    this.#items = { ...this.#items, total: this.#items.counts[tab] ?? 0 };
    this.#sight = { first: 0, end: PAGE };
    void this.load();
  }

  /** The rows that are drawn now: what is missing of them is fetched. */
  see(first: number, end: number) {
    this.#sight = { first, end };
    const missing = pagesOf(first, end).filter((page) => !this.#pages.has(page) && !this.#asked.has(page));
    if (this.tab !== null && missing.length > 0) void this.#fetch(missing).catch((cause: unknown) => (this.error = DeskError.from(cause)));
  }

  async #fetch(pages: number[]) {
    const { tab } = this;
    if (tab === null) return;
    const turn = this.#turn;
    pages.forEach((page) => this.#asked.add(page));
    const answers = await Promise.all(pages.map(async (page) => [page, await desk.batches.items(this.id, tab, page * PAGE, PAGE)] as const)).finally(() =>
      pages.forEach((page) => this.#asked.delete(page)),
    );
    if (turn !== this.#turn) return;
    const known = new Map(this.#pages);
    for (const [page, { items, total, counts }] of answers) {
      known.set(page, items);
      this.#items = { total, counts };
    }
    this.#pages = known;
  }

  /** Pauses, goes on or stops. */
  async change(step: 'pause' | 'resume' | 'stop') {
    this.busy = true;
    this.refused = null;
    try {
      this.batch = await desk.batches[step](this.id);
    } catch (cause) {
      this.refused = DeskError.from(cause);
    }
    this.busy = false;
    await this.load();
  }
}
