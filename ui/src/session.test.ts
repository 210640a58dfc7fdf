import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

const next = vi.fn();
const store = { next, load: vi.fn() };
const router = { review: vi.fn(), queue: vi.fn() };
const desk = { decide: vi.fn(), undoDecision: vi.fn() };
vi.mock('./settings.svelte', () => ({ settings: { person: '甲' } }));
vi.mock('./api', async () => ({ desk, DeskError: (await import('./api/error')).DeskError }));
vi.mock('./queue/queue.svelte', () => ({ store }));
vi.mock('./route.svelte', () => ({ router }));
const { session } = await import('./session.svelte');

const input = { kind: 'accept' as const, reasons: [], note: '', assignee: null, until: null, by: null, seen: 'x' };

beforeEach(() => {
  vi.useFakeTimers();
  let id = 10;
  desk.decide.mockReset().mockImplementation(async () => ({ id: (id += 1) }));
  desk.undoDecision.mockReset().mockResolvedValue({});
  next.mockReset().mockResolvedValue(null);
  router.review.mockReset();
  router.queue.mockReset();
  session.taken = [];
});
afterEach(() => void vi.useRealTimers());

describe('deciding', () => {
  it('opens the next one of the list', async () => {
    next.mockResolvedValue({ id: 'B', applicant: '李四' });
    expect(await session.decide('A', '王小明', input)).toBe(true);
    expect(next).toHaveBeenCalledWith('A');
    expect(router.review).toHaveBeenCalledWith('B');
  });

  it('goes back to the list where nothing is left, or where the list does not answer', async () => {
    await session.decide('A', '王小明', input);
    next.mockRejectedValue(new Error('gone'));
    expect(await session.decide('B', '李四', input)).toBe(true);
    expect(router.queue).toHaveBeenCalledTimes(2);
  });
});

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
