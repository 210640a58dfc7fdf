import type { Papers } from './desk';
import { saveBlob } from './save';

type Request = (path: string, init?: RequestInit) => Promise<Response>;
type Json = <T>(path: string, init?: RequestInit) => Promise<T>;

/** The papers in a browser, which saves them among its downloads. */
export function httpPapers(request: Request, json: Json): Papers {
  const notice = (id: string) => `applications/${encodeURIComponent(id)}/notice`;
  const send = (method: string, body: unknown): RequestInit => ({
    method,
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });

  return {
    notice: (id) => json(`${notice(id)}?format=svg`),
    issue: (id, input) => json(notice(id), send('POST', input)),
    async save(id, fileName) {
      saveBlob(await (await request(`${notice(id)}?format=pdf`)).blob(), fileName);
      return true;
    },
    issued: (id) => json(`${notice(id)}s`),
    settings: () => json('notices'),
    setOffice: (office) => json('notices/office', send('PUT', office)),
    preview: (name, source) => json(`notices/templates/${name}/preview`, send('POST', { source })),
    saveTemplate: (name, source) => json(`notices/templates/${name}`, send('PUT', { source })),
    restoreTemplate: (name) => json(`notices/templates/${name}`, { method: 'DELETE' }),
  };
}
