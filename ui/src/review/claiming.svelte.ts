import { desk, DeskError } from '../api';
import { settings } from '../settings.svelte';
import { isFinal } from './decision';
import type { Reviewing } from './review.svelte';

/** A claim is renewed long before it ends (half an hour), while the application is on the screen. */
const RENEW = 5 * 60_000;

/** Only one person at a time works on an application: it is taken when it is opened. */
export class Claiming {
  /** Somebody else who has it. */
  other = $state<string | null>(null);
  #mine = false;
  #left = false;
  #reviewing: Reviewing;
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor(reviewing: Reviewing) {
    this.#reviewing = reviewing;
  }

  /** Takes an open application, and keeps it until it is given back. */
  take() {
    const review = this.#reviewing.review;
    if (!review || this.#left || (review.decision && isFinal(review.decision.kind))) return;
    void this.#ask();
    this.#timer = setInterval(() => void this.#ask(), RENEW);
  }

  giveBack() {
    this.#left = true;
    clearInterval(this.#timer);
    if (this.#mine) void desk.release(this.#reviewing.id, settings.person).catch(() => undefined);
  }

  async #ask() {
    try {
      await desk.claim(this.#reviewing.id, settings.person);
      this.#mine = true;
      this.other = null;
      // The person may have gone on while the desk answered.
      if (this.#left) this.giveBack();
    } catch (cause) {
      if (DeskError.from(cause).code !== 'conflict') return;
      this.#mine = false;
      await this.#reviewing.load();
      this.other = this.#reviewing.review?.claim?.claimed_by ?? null;
    }
  }
}
