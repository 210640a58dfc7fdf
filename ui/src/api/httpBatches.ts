import type { Batches } from './batches';
import { saveBlob } from './save';

interface Door {
  request(path: string, init?: RequestInit): Promise<Response>;
  json<T>(path: string, init?: RequestInit): Promise<T>;
}

/** Batches in a browser, which runs on the machine of the desk: folders go by their paths. */
export function httpBatches({ request, json }: Door): Batches {
  const send = (method: string, body: unknown): RequestInit => ({
    method,
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });

  return {
    pickFolder: null,
    lookAt: (folder) => json('batches/look', send('POST', { folder })),
    start: (input) => json('batches', send('POST', input)),
    all: () => json('batches'),
    one: (id) => json(`batches/${id}`),
    items: (id, state, from, count) => json(`batches/${id}/items?state=${state}&from=${from}&count=${count}`),
    pause: (id) => json(`batches/${id}/pause`, { method: 'POST' }),
    resume: (id) => json(`batches/${id}/resume`, { method: 'POST' }),
    stop: (id) => json(`batches/${id}/stop`, { method: 'POST' }),
    cores: () => json('batches/cores'),
    setCores: (cores) => json('batches/cores', send('PUT', { cores })),
    async saveResults(id, form, name) {
      saveBlob(await (await request(`batches/${id}/results?form=${form}`)).blob(), name);
      return true;
    },
  };
}
