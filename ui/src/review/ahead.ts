import { desk } from '../api';

/**
 * Fetches the pictures of an application that will be opened next, so that it stands there at
 * once. What fails here fails again, and is shown, when it is opened.
 */
export async function lookAhead(id: string): Promise<void> {
  try {
    const review = await desk.application(id);
    const first = review.pages.find((page) => !page.problem);
    if (!first) return;
    const picture = new Image();
    picture.src = await desk.pageImage(id, first.file, first.page, 1600);
  } catch {
    // Opening it will say why.
  }
}
