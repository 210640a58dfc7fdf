/** Which screen is open; the address's hash holds it, so that back and forward work. */
export type Route = { screen: 'queue' } | { screen: 'rules' } | { screen: 'overview' } | { screen: 'settings'; /** Which part of them. */ section: string } | { screen: 'review'; id: string };

export function parse(hash: string): Route {
  const [screen, id] = hash.replace(/^#\/?/, '').split('/');
  if (screen === 'rules' || screen === 'overview') return { screen };
  if (screen === 'settings') return { screen, section: id ?? '' };
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

  review(id: string) {
    location.hash = reviewHref(id);
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
