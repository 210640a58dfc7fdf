import type { Papers } from './desk';

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
      const pdf = await (await request(`${notice(id)}?format=pdf`)).blob();
      download(pdf, fileName);
      return true;
    },
    settings: () => json('notices'),
    setOffice: (office) => json('notices/office', send('PUT', office)),
    preview: (name, source) => json(`notices/templates/${name}/preview`, send('POST', { source })),
    saveTemplate: (name, source) => json(`notices/templates/${name}`, send('PUT', { source })),
    restoreTemplate: (name) => json(`notices/templates/${name}`, { method: 'DELETE' }),
  };
}

function download(file: Blob, name: string) {
  const url = URL.createObjectURL(file);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The browser has begun to save by then.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
