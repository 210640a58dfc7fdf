import { afterEach, describe, expect, it, vi } from 'vitest';

import { httpDesk } from './http';

afterEach(() => vi.unstubAllGlobals());

function calls(): [string, RequestInit][] {
  const made: [string, RequestInit][] = [];
  vi.stubGlobal('fetch', async (path: string, init: RequestInit) => {
    made.push([path, init]);
    return new Response('{}');
  });
  return made;
}

describe('papers over HTTP', () => {
  it('are issued for the decision that the person saw', async () => {
    const made = calls();
    await httpDesk('t').papers.issue('甲/1', { decision: 7, anew: false, by: null });
    expect(made[0]?.[0]).toBe('/api/applications/%E7%94%B2%2F1/notice');
    expect(made[0]?.[1]).toMatchObject({ method: 'POST', body: '{"decision":7,"anew":false,"by":null}' });
  });

  it('are saved under their name, which holds no address of this session', async () => {
    const made = calls();
    const link = { href: '', download: '', click: vi.fn() };
    vi.stubGlobal('document', { createElement: () => link });
    vi.stubGlobal('URL', { createObjectURL: () => 'blob:1', revokeObjectURL: vi.fn() });
    expect(await httpDesk('t').papers.save('A', '受理回执 SL1.pdf')).toBe(true);
    expect(made[0]?.[0]).toBe('/api/applications/A/notice?format=pdf');
    expect(link).toMatchObject({ href: 'blob:1', download: '受理回执 SL1.pdf' });
    expect(link.click).toHaveBeenCalledOnce();
  });

  it('try an edited template without keeping it', async () => {
    const made = calls();
    await httpDesk('t').papers.preview('letter', '#x');
    expect(made[0]?.[0]).toBe('/api/notices/templates/letter/preview');
    expect(made[0]?.[1]).toMatchObject({ method: 'POST', body: '{"source":"#x"}' });
  });
});
