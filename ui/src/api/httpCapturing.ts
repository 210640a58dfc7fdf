import type { Capturing } from './capturing';

interface Door {
  json<T>(path: string, init?: RequestInit): Promise<T>;
}

/** Scanners and the watched folder are those of the machine of the desk. */
export function httpCapturing({ json }: Door): Capturing {
  const send = (method: string, body: unknown): RequestInit => ({
    method,
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });
  const picture = (body: Blob): RequestInit => ({ method: 'POST', body });

  return {
    hasCamera: true,
    state: (visit) => json(`capture${visit === null ? '' : `?visit=${encodeURIComponent(visit)}`}`),
    scan: (visit, profile) => json('capture/scan', send('POST', { visit, profile })),
    cancel: () => json('capture/cancel', { method: 'POST' }),
    leave: (visit) => json('capture/leave', { ...send('POST', { visit }), keepalive: true }),
    find: () => json('capture/scanners'),
    abilities: (scanner) => json(`capture/abilities?scanner=${encodeURIComponent(scanner)}`),
    settings: () => json('capture/settings'),
    setSettings: (settings) => json('capture/settings', send('PUT', settings)),
    takeInbox: (visit, pages) => json('capture/inbox', send('POST', { visit, pages })),
    dropInbox: (page) => json(`capture/inbox/${encodeURIComponent(page)}`, { method: 'DELETE' }),
    findSheet: (frame) => json('capture/sheet', picture(frame)),
    cameraPage: (visit, shot) => json(`capture/camera?visit=${encodeURIComponent(visit)}`, picture(shot)),
  };
}
