import { desk, type Review } from '../api';
import { firstPage } from './first';
import { places } from './places';

/** Older than this, in milliseconds, it is fetched anew: somebody else may have worked on it. */
const FRESH = 120_000;

/** What was fetched ahead; the picture is held, so that the browser keeps it decoded. */
let ahead: { id: string; at: number; review: Promise<Review>; picture: HTMLImageElement } | null = null;

/**
 * Fetches an application that will be opened next, with the picture that it opens with, so that it
 * stands there at once. What fails here fails again, and is shown, when it is opened.
 */
export async function lookAhead(id: string): Promise<void> {
  const picture = new Image();
  const review = desk.application(id);
  ahead = { id, at: performance.now(), review, picture };
  try {
    const { pages, report } = await review;
    const page = pages[firstPage(pages, report ? places(report) : [])];
    if (!page || page.problem) return;
    picture.src = await desk.pageImage(id, page.file, page.page, 1600);
    await picture.decode();
  } catch {
    // Opening it will say why.
  }
}

/** What was fetched ahead of this application, once, if it is fresh. */
export async function takeAhead(id: string): Promise<Review | null> {
  const taken = ahead;
  if (taken?.id !== id) return null;
  ahead = null;
  if (performance.now() - taken.at > FRESH) return null;
  return taken.review.catch(() => null);
}
