import type { Counter } from './counter';

/** The counter in a browser. */
export function httpCounter(json: <T>(path: string, init?: RequestInit) => Promise<T>, forgetImages: () => void): Counter {
  const at = (id: string) => `visits/${encodeURIComponent(id)}`;
  const send = (method: string, body: unknown): RequestInit => ({ method, headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) });
  return {
    visits: () => json('visits'),
    openVisit: (opening) => json('visits', send('POST', opening)),
    visit: (id) => json(at(id)),
    keepVisit: (id, input) => json(at(id), send('PUT', input)),
    closeVisit: (id) => json(at(id), { method: 'DELETE' }),
    addVisitPages: (id, files) => json(`${at(id)}/pages`, send('POST', files)),
    changeVisitPage: (id, page, change) => json(`${at(id)}/pages/${page}`, send('PUT', { change })),
    endVisit: (id, ending) => json(`${at(id)}/end`, send('POST', ending)),
    forgetImages,
  };
}
