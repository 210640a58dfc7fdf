import { beforeEach, describe, expect, it, vi } from 'vitest';

const desk = { application: vi.fn(), pageImage: vi.fn() };
vi.mock('../api', () => ({ desk }));
vi.stubGlobal('Image', class { src = ''; decode = async () => {}; });
const { lookAhead, takeAhead } = await import('./ahead');

const page = (file: string) => ({ file, page: 1, width: 10, height: 10, problem: null });

beforeEach(() => {
  vi.useRealTimers();
  desk.application.mockReset().mockResolvedValue({ pages: [page('a.jpg'), page('b.jpg')], report: null });
  desk.pageImage.mockReset().mockResolvedValue('blob:1');
});

describe('looking ahead', () => {
  it('fetches the picture with which the application opens', async () => {
    await lookAhead('A');
    expect(desk.pageImage).toHaveBeenCalledWith('A', 'a.jpg', 1, 1600);
  });

  it('gives what was fetched to that application alone, and once', async () => {
    await lookAhead('A');
    expect(await takeAhead('B')).toBeNull();
    expect((await takeAhead('A'))?.pages.length).toBe(2);
    expect(await takeAhead('A')).toBeNull();
  });

  it('gives nothing that failed or is old', async () => {
    desk.application.mockRejectedValueOnce(new Error('gone'));
    await lookAhead('A');
    expect(await takeAhead('A')).toBeNull();
    vi.useFakeTimers();
    await lookAhead('A');
    vi.advanceTimersByTime(121_000);
    expect(await takeAhead('A')).toBeNull();
  });
});
