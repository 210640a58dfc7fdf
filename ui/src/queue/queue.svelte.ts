import { desk, DeskError, type Queue, type QueueFilter, type QueueTab, type Status } from '../api';

/** How often to ask how far the reading has come, in milliseconds. */
const POLL = { reading: 1500, idle: 8000 };

/** The queue as it is shown, and the state of the background reading. */
class QueueStore {
  queue = $state<Queue | null>(null);
  status = $state<Status | null>(null);
  error = $state<DeskError | null>(null);
  tab = $state<QueueTab | null>(null);
  search = $state('');
  openOnly = $state(false);
  /** Counts loads, so that a slow answer cannot overwrite a newer one. */
  #load = 0;

  rows = $derived(this.queue?.rows ?? []);

  async load() {
    const load = ++this.#load;
    const filter: QueueFilter = { verdict: this.tab, search: this.search.trim() || null, open_only: this.openOnly || null };
    try {
      const queue = await desk.queue(filter);
      if (load !== this.#load) return;
      this.queue = queue;
      this.error = null;
    } catch (cause) {
      if (load === this.#load) this.error = DeskError.from(cause);
    }
  }

  show(tab: QueueTab | null) {
    this.tab = tab;
    void this.load();
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
      const moved = !before || before.done !== status.reading.done || before.left !== status.reading.left;
      if (moved || this.error) await this.load();
    } catch (cause) {
      this.error = DeskError.from(cause);
    }
  }
}

export const store = new QueueStore();
