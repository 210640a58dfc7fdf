import { afterEach, describe, expect, it, vi } from 'vitest';

import { DeskError } from './error';
import { httpDesk, query } from './http';
import { recent } from './recent';
import { takeToken } from './token';

afterEach(() => vi.unstubAllGlobals());

function answer(status: number, body: unknown) {
  const calls: [string, RequestInit][] = [];
  vi.stubGlobal('fetch', async (path: string, init: RequestInit) => {
    calls.push([path, init]);
    return new Response(JSON.stringify(body), { status });
  });
  return calls;
}

describe('the desk over HTTP', () => {
  it('sends the token in the header and names safely in the path', async () => {
    const calls = answer(200, {});
    await httpDesk('s3cret').application('甲/1');
    expect(calls[0]?.[0]).toBe('/api/applications/%E7%94%B2%2F1');
    expect(new Headers(calls[0]?.[1].headers).get('authorization')).toBe('Bearer s3cret');
  });

  it('passes on the desk’s own code and message', async () => {
    const calls = answer(409, { code: 'conflict', message: '已有人决定。' });
    await expect(httpDesk('t').undoDecision('x', 7, '甲')).rejects.toMatchObject({ code: 'conflict', message: '已有人决定。' });
    expect(calls[0]?.[1].body).toBe('{"decision":7,"by":"甲"}');
  });

  it('sends a table of roads as the file it is', async () => {
    const calls = answer(200, {});
    const table = new Blob(['路名\t区\n']);
    await httpDesk('t').loadGazetteer(table);
    expect(calls[0]?.[0]).toBe('/api/gazetteer');
    expect(calls[0]?.[1]).toMatchObject({ method: 'PUT', body: table });
  });

  it('says what to do when the program is gone', async () => {
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('failed')));
    await expect(httpDesk('t').status()).rejects.toMatchObject({ code: 'unreachable' });
  });

  it('asks only for what the filter names', () => {
    expect(query({ verdict: null, search: '', open_only: false })).toBe('');
    expect(query({ offset: 0, rule: 'address.mismatch', from: '2026-03-05' })).toBe('?offset=0&rule=address.mismatch&from=2026-03-05');
    expect(query({ verdict: 'refuse', search: '华发路', open_only: true })).toBe('?verdict=refuse&search=%E5%8D%8E%E5%8F%91%E8%B7%AF&open_only=true');
  });
});

describe('errors', () => {
  it('keep a code whatever was thrown', () => {
    expect(DeskError.from(new Error('x')).code).toBe('ui');
    expect(DeskError.from({ code: 'not_found', message: '没有' }).code).toBe('not_found');
  });
});

describe('recent results', () => {
  it('are kept up to a number, and freed', async () => {
    const dropped: string[] = [];
    const kept = recent<string>(2, (value) => dropped.push(value));
    const make = vi.fn(async () => 'made');
    await kept.get('a', async () => 'a');
    await kept.get('b', make);
    await kept.get('a', make);
    await kept.get('c', async () => 'c');
    await Promise.resolve();
    expect(make).toHaveBeenCalledTimes(1);
    expect(dropped).toEqual(['made']);
  });

  it('do not keep a failure', async () => {
    const kept = recent<string>(2, () => {});
    await expect(kept.get('a', () => Promise.reject(new Error('no')))).rejects.toThrow();
    await expect(kept.get('a', async () => 'yes')).resolves.toBe('yes');
  });
});

describe('the token', () => {
  it('leaves the address and stays for the tab', () => {
    const kept = new Map<string, string>();
    const session = { getItem: (k: string) => kept.get(k) ?? null, setItem: (k: string, v: string) => void kept.set(k, v) } as unknown as Storage;
    const replaceState = vi.fn();
    const history = { replaceState } as unknown as History;
    expect(takeToken({ hash: '#token=abc', pathname: '/' } as Location, history, session)).toBe('abc');
    expect(replaceState).toHaveBeenCalledWith(null, '', '/#/');
    expect(takeToken({ hash: '#/', pathname: '/' } as Location, history, session)).toBe('abc');
  });
});
