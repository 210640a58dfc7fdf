import { beforeEach, describe, expect, it, vi } from 'vitest';

const session = { taken: [] as { id: string; kind: string }[], say: vi.fn() };
vi.mock('../session.svelte', () => ({ session }));
const { notices } = await import('./notices.svelte');

beforeEach(() => {
  session.taken = [];
  session.say.mockReset();
  notices.close();
});

describe('the key for papers', () => {
  it('opens that of the application in focus once it is decided', () => {
    session.taken = [{ id: 'A', kind: 'accept' }];
    notices.openFor('B', { kind: 'refuse' });
    expect(notices.shown).toBe('B');
  });

  it('opens that of the last decision while the next application is in sight', () => {
    session.taken = [{ id: 'A', kind: 'accept' }, { id: 'B', kind: 'supplement' }, { id: 'C', kind: 'review' }];
    notices.openFor('D', null);
    expect(notices.shown).toBe('B');
  });

  it('says that there is none', () => {
    notices.openFor('D', { kind: 'review' });
    expect(notices.shown).toBeNull();
    expect(session.say).toHaveBeenCalledOnce();
  });
});
