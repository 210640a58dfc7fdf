import type { Declaring } from './declaring';

interface Door {
  json<T>(path: string, init?: RequestInit): Promise<T>;
  /** A picture behind the token, as an address that an image element can show. */
  image(path: string): Promise<string>;
}

/** Declaring in a browser. */
export function httpDeclaring({ json, image }: Door): Declaring {
  const part = encodeURIComponent;
  const send = (method: string, body: unknown): RequestInit => ({
    method,
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });

  return {
    bring(things) {
      const form = new FormData();
      if ('files' in things) for (const { file, path } of things.files) form.append('files', file, path);
      return json('bring', { method: 'POST', body: form });
    },
    pickFiles: null,
    followDragging: null,
    declare: (declaration) => json('applications', send('POST', declaration)),
    amend: (id, declaration) => json(`applications/${part(id)}/declaration`, send('PUT', declaration)),
    addPapers: (id, further) => json(`applications/${part(id)}/papers`, send('POST', further)),
    submissions: (id) => json(`applications/${part(id)}/submissions`),
    removeUpload: (id) => json(`uploads/${part(id)}`, { method: 'DELETE' }),
    uploadImage: (id, page, max) => image(`uploads/${part(id)}/pages/${page}?max=${max}`),
    proposeNumber: (on) => json(`number?on=${part(on)}`),
    addressBoxes: (text) => json('address', send('POST', { text })),
    districts: () => json('districts'),
    draft: (key) => json(`drafts/${part(key)}`),
    keepDraft: (key, text) => json(`drafts/${part(key)}`, send('PUT', { text })),
  };
}
