import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

const desk = { decide: vi.fn(), undoDecision: vi.fn() };
vi.mock('./settings.svelte', () => ({ settings: { person: '甲' } }));
vi.mock('./api', async () => ({ desk, DeskError: (await import('./api/error')).DeskError }));
vi.mock('./queue/queue.svelte', () => ({ store: { rows: [], load: vi.fn() } }));
vi.mock('./route.svelte', () => ({ router: { review: vi.fn(), queue: vi.fn() } }));
const { session } = await import('./session.svelte');

const input = { kind: 'accept' as const, reasons: [], note: '', assignee: null, until: null, by: null, seen: 'x' };

beforeEach(() => {
  vi.useFakeTimers();
  let id = 10;
  desk.decide.mockReset().mockImplementation(async () => ({ id: (id += 1) }));
  desk.undoDecision.mockReset().mockResolvedValue({});
  session.taken = [];
});
afterEach(() => void vi.useRealTimers());

describe('taking back', () => {
  it('names the decision that was taken here, the last first', async () => {
    await session.decide('A', '王小明', input);
    await session.decide('B', '李四', input);
    await session.undo();
    await session.undo();
    expect(desk.undoDecision.mock.calls).toEqual([['B', 12, '甲'], ['A', 11, '甲']]);
    expect(await session.undo()).toBe(false);
  });

  it('names the decision on the screen, whoever took it', async () => {
    await session.decide('A', '王小明', input);
    await session.undo({ id: 'C', decision: 5 });
    expect(desk.undoDecision).toHaveBeenCalledWith('C', 5, '甲');
    expect(session.taken.length).toBe(1);
  });

  it('says that somebody else decided meanwhile, and goes on to the one before', async () => {
    await session.decide('A', '王小明', input);
    await session.decide('B', '李四', input);
    desk.undoDecision.mockRejectedValueOnce({ code: 'conflict', message: '可能已有他人另作决定。' });
    expect(await session.undo()).toBe(false);
    expect(session.error?.message).toContain('他人');
    await session.undo();
    expect(desk.undoDecision).toHaveBeenLastCalledWith('A', 11, '甲');
  });

  it('can be tried again when the desk was not there', async () => {
    await session.decide('A', '王小明', input);
    desk.undoDecision.mockRejectedValueOnce({ code: 'unreachable', message: '连不上核址程序。' });
    expect(await session.undo()).toBe(false);
    expect(await session.undo()).toBe(true);
  });
});
