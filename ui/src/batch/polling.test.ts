import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { poll } from './polling';

/** As much of a page as polling looks at. */
const page = Object.assign(new EventTarget(), { hidden: false });

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('document', page);
});
afterEach(() => {
  page.hidden = false;
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const seen = () => page.dispatchEvent(new Event('visibilitychange'));

describe('polling', () => {
  it('asks at once, and again after the time that the answer names', async () => {
    const ask = vi.fn(async () => 1000);
    const end = poll(ask);
    expect(ask).toHaveBeenCalledTimes(1);
    await vi.advanceTimersByTimeAsync(999);
    expect(ask).toHaveBeenCalledTimes(1);
    await vi.advanceTimersByTimeAsync(2001);
    expect(ask).toHaveBeenCalledTimes(4);
    end();
    await vi.advanceTimersByTimeAsync(5000);
    expect(ask).toHaveBeenCalledTimes(4);
  });

  it('rests while nobody looks, and asks when somebody does', async () => {
    const ask = vi.fn(async () => 1000);
    const end = poll(ask);
    page.hidden = true;
    await vi.advanceTimersByTimeAsync(60_000);
    expect(ask).toHaveBeenCalledTimes(1);
    page.hidden = false;
    seen();
    expect(ask).toHaveBeenCalledTimes(2);
    end();
    seen();
    expect(ask).toHaveBeenCalledTimes(2);
  });

  it('never asks twice at once', async () => {
    let answer: (pause: number) => void = () => {};
    const ask = vi.fn(() => new Promise<number>((done) => (answer = done)));
    const end = poll(ask);
    seen();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(ask).toHaveBeenCalledTimes(1);
    answer(500);
    await vi.advanceTimersByTimeAsync(500);
    expect(ask).toHaveBeenCalledTimes(2);
    end();
  });
});
