/** Rows that one call brings. */
export const PAGE = 60;
/** Rows drawn beyond both edges, so that a short scroll shows no gap. */
const MARGIN = 8;

/** The rows from `first` up to but without `end` that are drawn at a scroll position, in pixels. */
export function drawn(top: number, height: number, row: number, total: number): { first: number; end: number } {
  const first = Math.max(Math.floor(top / row) - MARGIN, 0);
  const end = Math.min(Math.ceil((top + height) / row) + MARGIN, total);
  return { first: Math.min(first, Math.max(total - 1, 0)), end: Math.max(end, 0) };
}

/** The pages that hold these rows. */
export function pagesOf(first: number, end: number): number[] {
  const pages = [];
  for (let page = Math.floor(first / PAGE); page * PAGE < end; page += 1) pages.push(page);
  return pages;
}

/** Where to scroll so that a row is in sight; unchanged where it is. */
export function bringInto(at: number, top: number, height: number, row: number): number {
  if (at * row < top) return at * row;
  if ((at + 1) * row > top + height) return (at + 1) * row - height;
  return top;
}
