import { desk, DeskError, type PageRef, type Review } from '../api';
import { Claiming } from './claiming.svelte';
import { Correcting } from './correcting.svelte';
import { takeAhead } from './ahead';
import { firstPage, isOn } from './first';
import { places, placesOf, type Place } from './places';

/** What is in focus: list items with the places they rest on, and from which side it came. */
interface Focus {
  items: string[];
  places: Place[];
  from: 'list' | 'page';
  /** The person asked to see it close. */
  close: boolean;
}

/** How long the pointer rests on a list item before the page turns to it, in milliseconds. */
const HOVER = 120;

/** One application under review: its data, the page shown and what is in focus. */
export class Reviewing {
  readonly id: string;
  /** Putting right what was read. */
  readonly correcting: Correcting;
  /** Who works on it. */
  readonly claim: Claiming;
  review = $state.raw<Review | null>(null);
  error = $state<DeskError | null>(null);
  pageAt = $state(0);
  focus = $state.raw<Focus | null>(null);
  /** The first picture is there, or will not come: now there is time for thumbnails. */
  pictured = $state(false);
  #hover: ReturnType<typeof setTimeout> | undefined;

  report = $derived(this.review?.report ?? null);
  /** Sizes of pages that were not read yet, as their pictures turned out. */
  #sizes = $state<Record<string, { width: number; height: number }>>({});
  pages = $derived<PageRef[]>((this.review?.pages ?? []).map((page) => (page.width > 0 ? page : { ...page, ...this.#sizes[pageKey(page)] })));
  page = $derived<PageRef | null>(this.pages[this.pageAt] ?? null);
  places = $derived(this.report ? places(this.report) : []);
  here = $derived(this.places.filter((place) => this.page && isOn(place, this.page)));

  constructor(id: string) {
    this.id = id;
    this.correcting = new Correcting(this);
    this.claim = new Claiming(this);
  }

  async load() {
    try {
      const ahead = await takeAhead(this.id);
      if (ahead) this.#show(ahead);
      const review = await desk.application(this.id);
      // What was fetched ahead may have been overtaken; where it was not, nothing moves.
      if (JSON.stringify(review) !== JSON.stringify(this.review)) this.#show(review);
    } catch (cause) {
      this.error = DeskError.from(cause);
    }
  }

  #show(review: Review) {
    const hadReport = this.report !== null;
    this.review = review;
    this.error = null;
    if (!hadReport) this.pageAt = firstPage(this.pages, this.places);
  }

  /** A picture came of a page whose size the desk did not know. */
  measured(page: PageRef, width: number, height: number) {
    if (page.width === 0) this.#sizes[pageKey(page)] = { width, height };
  }

  turn(step: 1 | -1) {
    this.pageAt = Math.min(Math.max(this.pageAt + step, 0), Math.max(this.pages.length - 1, 0));
  }

  /** A list item comes into focus: its places light up, and the page turns to them. */
  point(item: string, close = false) {
    clearTimeout(this.#hover);
    const found = placesOf(this.places, item);
    this.focus = { items: [item], places: found, from: 'list', close };
    const first = found[0];
    if (!first || found.some((place) => this.page && isOn(place, this.page))) return;
    const at = this.pages.findIndex((page) => isOn(first, page));
    if (at >= 0) this.pageAt = at;
  }

  /** The same for a pointer that may only be passing by. */
  hover(item: string) {
    clearTimeout(this.#hover);
    this.#hover = setTimeout(() => this.point(item), HOVER);
  }

  leave() {
    clearTimeout(this.#hover);
  }

  /** A place on the page comes into focus: the list items that rest on it light up. */
  touch(place: Place | null) {
    clearTimeout(this.#hover);
    this.focus = place && { items: place.items, places: [place], from: 'page', close: false };
  }

  isLit(item: string): boolean {
    return this.focus?.items.includes(item) ?? false;
  }
}

export function pageKey(page: PageRef): string {
  return `${page.file}|${page.page}`;
}
