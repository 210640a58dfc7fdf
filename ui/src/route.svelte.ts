/** Which screen is open; the address's hash holds it, so that back and forward work. */
export type Route =
  | { screen: 'queue' }
  | { screen: 'rules' }
  | { screen: 'overview' }
  | { screen: 'counter' }
  | { screen: 'batch'; /** Absent: all of them, and a new one. */ id: number | null }
  | { screen: 'settings'; /** Which part of them. */ section: string }
  | { screen: 'declare'; id: string | null }
  | { screen: 'review'; id: string };

export function parse(hash: string): Route {
  const [screen, id] = hash.replace(/^#\/?/, '').split('/');
  if (screen === 'rules' || screen === 'overview' || screen === 'counter') return { screen };
  if (screen === 'batch') return { screen, id: id && /^\d+$/.test(id) ? Number(id) : null };
  if (screen === 'settings') return { screen, section: id ?? '' };
  if (screen === 'declare') return { screen, id: id ? decode(id) : null };
  if (screen === 'review' && id) return { screen: 'review', id: decode(id) };
  return { screen: 'queue' };
}

export const reviewHref = (id: string): string => `#/review/${encodeURIComponent(id)}`;

class Router {
  route = $state<Route>(parse(location.hash));

  constructor() {
    addEventListener('hashchange', () => {
      this.route = parse(location.hash);
    });
  }

  /** Counts how often what is open came again changed: the screen is then made anew. */
  version = $state(0);

  reload() {
    this.version++;
  }

  review(id: string) {
    location.hash = reviewHref(id);
  }

  /** The form: of an open application, or for a new one. */
  declare(id: string | null) {
    location.hash = id === null ? '#/declare' : `#/declare/${encodeURIComponent(id)}`;
  }

  /** A batch, or all of them. */
  batch(id: number | null) {
    location.hash = id === null ? '#/batch' : `#/batch/${id}`;
  }

  counter() {
    location.hash = '#/counter';
  }

  queue() {
    location.hash = '#/';
  }
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

export const router = new Router();
