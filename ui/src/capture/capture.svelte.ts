import { desk, DeskError, type Capture } from '../api';
import { t } from '../language';
import { session } from '../session.svelte';

/** Milliseconds between two looks: while a page is under way, and else. */
const SCANNING = 300;
const IDLE = 1500;

export const isScanning = (capture: Capture | null): boolean => capture?.job?.state === 'scanning' || capture?.job?.state === 'cancelling';

/** What comes in for the visit on the screen. */
export class CaptureView {
  state = $state.raw<Capture | null>(null);
  /** Scanners are being looked for. */
  finding = $state(false);
  /** They were, and this is why nothing was found. */
  found = $state.raw<Awaited<ReturnType<typeof desk.capturing.find>> | null>(null);
  /** The last scan's problem was read and put aside. */
  dismissed = $state(0);
  #visit: string;
  #onpage: () => void;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #asking = false;
  #ended = false;

  constructor(visit: string, onpage: () => void) {
    this.#visit = visit;
    this.#onpage = onpage;
  }

  /** Looks until the returned function is called. Also where nobody sees the page: the clerk may be in the scanner's own program. */
  watch(): () => void {
    void this.#turn().then(() => {
      if (!this.#ended && this.state?.profiles.length === 0) void this.find();
    });
    return () => {
      this.#ended = true;
      clearTimeout(this.#timer);
      void desk.capturing.leave(this.#visit).catch(() => undefined);
    };
  }

  async scan(profile: string | undefined) {
    if (profile === undefined || isScanning(this.state)) return;
    await this.#do(() => desk.capturing.scan(this.#visit, profile));
    // From now on it is looked at often.
    void this.#turn();
  }

  cancel() {
    if (this.state?.job?.state === 'scanning') return this.#do(() => desk.capturing.cancel());
  }

  async takeInbox(pages: string[]) {
    await this.#do(() => desk.capturing.takeInbox(this.#visit, pages));
    this.#onpage();
  }

  async dropInbox(page: string) {
    await this.#do(() => desk.capturing.dropInbox(page));
  }

  /** Looks for scanners; where none is set up yet, the first gets two profiles. */
  async find() {
    if (this.finding) return;
    this.finding = true;
    try {
      this.found = await desk.capturing.find();
      this.#take(await desk.capturing.state(this.#visit));
    } catch (cause) {
      session.error = DeskError.from(cause);
    }
    this.finding = false;
  }

  async #turn() {
    clearTimeout(this.#timer);
    if (this.#asking || this.#ended) return;
    this.#asking = true;
    try {
      this.#take(await desk.capturing.state(this.#visit));
    } catch {
      // The screen around it says that the desk does not answer.
    }
    this.#asking = false;
    if (!this.#ended) this.#timer = setTimeout(() => void this.#turn(), isScanning(this.state) ? SCANNING : IDLE);
  }

  #take(state: Capture) {
    const [before, now] = [this.state?.job, state.job];
    this.state = state;
    const came = now?.visit === this.#visit && now.pages > (before?.number === now.number ? before.pages : 0);
    if (came && before !== undefined) this.#onpage();
    if (now && before?.number === now.number && before.state !== now.state && now.state === 'done') session.say(t('扫描完成，收进 {pages} 页。', now), null);
  }

  async #do(work: () => Promise<Capture>) {
    try {
      this.#take(await work());
    } catch (cause) {
      session.error = DeskError.from(cause);
    }
  }
}
