import { desk, DeskError, type Queue, type QueueFilter, type QueueNeighbour, type QueuePlace, type QueueRow, type QueueTab, type QueueView, type Status } from '../api';
import { everything, opening } from './filter';
import { PAGE, pagesOf } from './window';

/** How often to ask how far the reading has come, in milliseconds. */
const POLL = { reading: 1500, idle: 8000 };

/** The queue as it is shown, a page of rows at a time, and the state of the background reading. */
class QueueStore {
  /** The counts; `rows` of it are those of the last call alone. */
  queue = $state.raw<Queue | null>(null);
  status = $state<Status | null>(null);
  error = $state<DeskError | null>(null);
  filter = $state.raw<QueueFilter>(everything);
  views = $state.raw<QueueView[]>([]);
  /** Where deciding begins. */
  first = $state.raw<QueueNeighbour | null>(null);
  /** Around the application that was asked for last. */
  place = $state.raw<({ id: string } & QueuePlace) | null>(null);
  /** The application that was opened last: there the list goes on. */
  last: string | null = null;
  #pages = $state.raw<ReadonlyMap<number, QueueRow[]>>(new Map());
  #asked = new Set<number>();
  #sight = { first: 0, end: PAGE };
  #opened = false;
  /** Counts loads, so that a slow answer cannot overwrite a newer one. */
  #load = 0;

  total = $derived(this.queue?.total ?? 0);

  /** The row at a place of the list, once it has come. */
  row(at: number): QueueRow | undefined {
    return this.#pages.get(Math.floor(at / PAGE))?.[at % PAGE];
  }

  /** Counts and the rows in sight, anew. */
  async load() {
    const load = ++this.#load;
    try {
      if (!this.#opened) await this.#open();
      const pages = pagesOf(this.#sight.first, this.#sight.end).slice(0, 10);
      const start = pages[0] ?? 0;
      const [queue, begin] = await Promise.all([
        desk.queue({ ...this.filter, offset: start * PAGE, limit: Math.max(pages.length, 1) * PAGE }),
        desk.queuePlace(null, this.filter),
      ]);
      if (load !== this.#load) return;
      this.#pages = new Map(pages.map((page, i) => [page, queue.rows.slice(i * PAGE, (i + 1) * PAGE)]));
      this.#asked = new Set(pages);
      this.queue = queue;
      this.first = begin.next;
      this.error = null;
      this.see(this.#sight.first, this.#sight.end);
    } catch (cause) {
      if (load === this.#load) this.error = DeskError.from(cause);
    }
  }

  /** The rows that are drawn now: what is missing of them is fetched. */
  see(first: number, end: number) {
    this.#sight = { first, end };
    if (!this.queue) return;
    for (const page of pagesOf(first, end)) {
      if (!this.#asked.has(page)) void this.#fetch(page);
    }
  }

  async #fetch(page: number) {
    const load = this.#load;
    this.#asked.add(page);
    try {
      const queue = await desk.queue({ ...this.filter, offset: page * PAGE, limit: PAGE });
      if (load !== this.#load) return;
      this.#pages = new Map(this.#pages).set(page, queue.rows);
      // The list has changed under us: the other pages are not true any more either.
      if (queue.total !== this.total) void this.load();
    } catch (cause) {
      this.#asked.delete(page);
      if (load === this.#load) this.error = DeskError.from(cause);
    }
  }

  /** Opens with the view that the office made its default. */
  async #open() {
    this.views = await desk.queueViews();
    this.#opened = true;
    this.filter = opening(this.views);
  }

  /** Narrows or widens the filter; the list begins at its top again. */
  set(change: Partial<QueueFilter>) {
    this.filter = { ...this.filter, ...change, offset: null, limit: null };
    this.#sight = { first: 0, end: PAGE };
    this.last = null;
    void this.load();
  }

  show(tab: QueueTab | null) {
    this.set({ verdict: tab });
  }

  /** What is around an application in the list as it is filtered and sorted. */
  async find(id: string): Promise<QueuePlace> {
    if (!this.#opened) await this.#open();
    const place = await desk.queuePlace(id, this.filter);
    this.place = { id, ...place };
    return place;
  }

  /** The application to decide after this one; at once where it was asked for before. */
  async next(id: string): Promise<QueueNeighbour | null> {
    if (this.place?.id === id) return this.place.next;
    return (await this.find(id)).next;
  }

  async saveView(name: string, view: QueueView) {
    this.views = await desk.saveQueueView(name, view);
  }

  async deleteView(name: string) {
    this.views = await desk.deleteQueueView(name);
  }

  /** Asks for the progress now and then; returns what stops it. */
  watch(): () => void {
    let timer: ReturnType<typeof setTimeout>;
    const ask = async () => {
      if (!document.hidden) await this.#progress();
      timer = setTimeout(ask, (this.status?.reading.left ?? 0) > 0 ? POLL.reading : POLL.idle);
    };
    void ask();
    return () => clearTimeout(timer);
  }

  /** Asks for the progress now, where something was just set going. */
  async refresh() {
    await this.#progress();
  }

  async #progress() {
    try {
      const before = this.status?.reading;
      const status = await desk.status();
      this.status = status;
      const moved = before && (before.done !== status.reading.done || before.left !== status.reading.left);
      if (moved || this.error) await this.load();
    } catch (cause) {
      this.error = DeskError.from(cause);
    }
  }
}

export const store = new QueueStore();
