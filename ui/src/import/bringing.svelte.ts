import { desk, DeskError, type Brought, type Imported, type Things, type Upload } from '../api';
import { store } from '../queue/queue.svelte';
import { router } from '../route.svelte';

/** The screen that is open has a place for files. */
const takesFiles = () => router.route.screen === 'declare' || router.route.screen === 'counter';

/** Files that a person brought anywhere at the desk, and what becomes of them. */
class Bringing {
  /** How many calls are under way. */
  busy = $state(0);
  /** Folders of applications went in, or nothing could be used. */
  result = $state.raw<Imported | null>(null);
  error = $state<DeskError | null>(null);
  /** Files came while an application is open: the person is asked where they belong. */
  asked = $state.raw<{ id: string; brought: Brought } | null>(null);
  /** Files that the form takes when it opens. */
  waiting = $state.raw<Brought[]>([]);

  async take(things: Things) {
    this.busy++;
    this.error = null;
    try {
      this.#place(await desk.bring(things));
    } catch (cause) {
      this.error = DeskError.from(cause);
    }
    this.busy--;
  }

  #place(brought: Brought) {
    const { imported, uploads, problems } = brought;
    const whole = imported.added + imported.unchanged + imported.problems.length > 0;
    if (whole) void store.load();
    if (uploads.length === 0 && (whole || !takesFiles())) {
      this.result = { ...imported, problems: [...imported.problems, ...problems] };
      return;
    }
    if (whole) this.result = imported;
    if (router.route.screen === 'review') this.asked = { id: router.route.id, brought };
    else this.toForm(brought);
  }

  /** The files go with the form, which opens for a new application where none is open. */
  toForm(brought: Brought) {
    this.asked = null;
    this.waiting = [...this.waiting, brought];
    if (!takesFiles()) router.declare(null);
  }

  /** What waits for the form, once. */
  takeWaiting(): Brought[] {
    const waiting = this.waiting;
    this.waiting = [];
    return waiting;
  }

  /** The person does not want the files after all. */
  drop(uploads: Upload[]) {
    this.asked = null;
    for (const upload of uploads) void desk.removeUpload(upload.id).catch(() => {});
  }

  close() {
    this.result = null;
    this.error = null;
  }
}

export const bringing = new Bringing();
