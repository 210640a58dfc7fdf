import { language, t } from '../language';
import type { Desk } from './desk';
import { DeskError } from './error';
import { httpBatches } from './httpBatches';
import { httpCapturing } from './httpCapturing';
import { httpCounter } from './httpCounter';
import { httpPapers } from './http-papers';
import { httpDeclaring } from './httpDeclaring';
import { recent } from './recent';
import { saveBlob } from './save';
import type { Imported, Period, QueueFilter } from './generated';

/** The desk in a browser: `hezhi serve` prints an address whose hash carries the session's token. */
export function httpDesk(token: string): Desk {
  // A zoomed-in page shows a dozen pieces at most.
  const tiles = recent<string>(48, (url) => URL.revokeObjectURL(url));
  const images = recent<string>(24, (url) => URL.revokeObjectURL(url));

  async function request(path: string, init: RequestInit = {}): Promise<Response> {
    const headers = new Headers(init.headers);
    headers.set('Authorization', `Bearer ${token}`);
    let answer: Response;
    try {
      answer = await fetch(`/api/${path}`, { ...init, headers, cache: 'no-store' });
    } catch {
      throw new DeskError('unreachable', t('连不上核址程序：它可能已经关闭。请重新运行 hezhi serve，再打开它给出的网址。'));
    }
    if (answer.ok) return answer;
    const body: unknown = await answer.json().catch(() => null);
    if (body !== null) throw DeskError.from(body);
    throw new DeskError(`http_${answer.status}`, t('程序没有完成这一步（{status}）。请重试；仍不行请查看运行 hezhi 的窗口。', answer));
  }

  async function json<T>(path: string, init?: RequestInit): Promise<T> {
    return (await request(path, init)).json() as Promise<T>;
  }

  const post = (body: unknown): RequestInit => ({
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });

  return {
    queue: (filter) => json(`queue${query(filter)}`),
    queuePlace: (id, filter) => json(`queue/place${id === null ? '' : `/${encodeURIComponent(id)}`}${query(filter)}`),
    queueViews: () => json('views'),
    saveQueueView: (name, view) => json(`views/${encodeURIComponent(name)}`, { ...post(view), method: 'PUT' }),
    deleteQueueView: (name) => json(`views/${encodeURIComponent(name)}`, { method: 'DELETE' }),
    overview: (period) => json(`overview${query(period)}`),
    async saveOverview(period, table, name) {
      saveBlob(await (await request(`overview/csv${query({ ...period, table, language: language.spoken })}`)).blob(), name);
      return true;
    },
    application: (id) => json(`applications/${encodeURIComponent(id)}`),
    decide: (id, input) => json(`applications/${encodeURIComponent(id)}/decision`, post(input)),
    undoDecision: (id, decision, by) => json(`applications/${encodeURIComponent(id)}/decision/undo`, post({ decision, by })),
    claim: (id, by) => json(`applications/${encodeURIComponent(id)}/claim`, post({ by })),
    release: (id, by) => json(`applications/${encodeURIComponent(id)}/release`, post({ by })),
    correct: (id, input) => json(`applications/${encodeURIComponent(id)}/corrections`, post(input)),
    withdrawCorrection: (id, correction, by) => json(`applications/${encodeURIComponent(id)}/corrections/${correction}/withdraw`, post({ by })),
    readBox: (id, place) => json(`applications/${encodeURIComponent(id)}/box`, post(place)),
    addNote: (id, input) => json(`applications/${encodeURIComponent(id)}/notes`, post(input)),
    rules: () => json('rules'),
    status: () => json('status'),
    settings: () => json('settings'),
    loadGazetteer: (table) => json('gazetteer', { method: 'PUT', body: table }),
    removeGazetteer: () => json('gazetteer', { method: 'DELETE' }),
    pageImage(id, file, page, max) {
      const path = `applications/${encodeURIComponent(id)}/pages/${encodeURIComponent(file)}/${page}?max=${max}`;
      // The token travels in a header, which an image element cannot send.
      return images.get(path, async () => URL.createObjectURL(await (await request(path)).blob()));
    },
    pageTile(id, file, page, { level, column, row }) {
      const path = `applications/${encodeURIComponent(id)}/pages/${encodeURIComponent(file)}/${page}?level=${level}&column=${column}&row=${row}`;
      return tiles.get(path, async () => URL.createObjectURL(await (await request(path)).blob()));
    },
    papers: httpPapers(request, json),
    batches: httpBatches({ request, json }),
    capturing: httpCapturing({ json }),
    counter: httpCounter(json, () => images.clear()),
    ...httpDeclaring({ json, image: (path) => images.get(path, async () => URL.createObjectURL(await (await request(path)).blob())) }),
    importing: {
      by: 'files',
      send(files) {
        const form = new FormData();
        for (const file of files) form.append('files', file, file.webkitRelativePath || file.name);
        return json<Imported>('import', { method: 'POST', body: form });
      },
    },
  };
}

/** What is null, false or empty is not asked for. */
export function query(filter: Partial<QueueFilter> | (Period & { table?: string; language?: string })): string {
  const parts = new URLSearchParams();
  for (const [name, value] of Object.entries(filter)) {
    if (value !== null && value !== undefined && value !== false && value !== '') parts.set(name, String(value));
  }
  const text = parts.toString();
  return text ? `?${text}` : '';
}
