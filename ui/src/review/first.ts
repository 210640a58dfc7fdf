import type { PageRef } from '../api';
import { tones, type Place } from './places';

export function isOn(place: Place, page: PageRef): boolean {
  return place.file === page.file && place.page === page.page;
}

/** The page to begin with: where the heaviest thing is to be seen, else where most was read. */
export function firstPage(pages: PageRef[], places: Place[]): number {
  const weight = (page: PageRef) => {
    const own = places.filter((place) => isOn(place, page));
    const heaviest = Math.min(...own.map((place) => tones.indexOf(place.tone)), tones.indexOf('accept'));
    return [heaviest, -own.length] as const;
  };
  const order = pages.map((page, at) => ({ at, weight: weight(page) }));
  order.sort((a, b) => a.weight[0] - b.weight[0] || a.weight[1] - b.weight[1] || a.at - b.at);
  return order[0]?.at ?? 0;
}
