import { describe, expect, it } from 'vitest';

import { waitingTone, workingDays } from './waiting';

/** Noon of a day in this machine's own time. */
const at = (day: string) => new Date(`${day}T12:00:00`);

describe('the days that an application has waited', () => {
  it('are working days after the day of submission', () => {
    // 2026-03-05 is a Thursday.
    expect(workingDays('2026-03-05', at('2026-03-05'))).toBe(0);
    expect(workingDays('2026-03-05', at('2026-03-06'))).toBe(1);
    expect(workingDays('2026-03-05', at('2026-03-08'))).toBe(1);
    expect(workingDays('2026-03-05', at('2026-03-09'))).toBe(2);
    expect(workingDays('2026-03-05', at('2026-03-12'))).toBe(5);
    expect(workingDays('2026-03-07', at('2026-03-09'))).toBe(1);
    expect(workingDays('2026-02-05', at('2026-03-05'))).toBe(20);
  });

  it('are none for a day to come or no day at all', () => {
    expect(workingDays('2026-03-05', at('2026-03-01'))).toBe(0);
    expect(workingDays('', at('2026-03-01'))).toBeGreaterThanOrEqual(0);
  });

  it('turn amber, then red', () => {
    expect([4, 5, 9, 10].map(waitingTone)).toEqual(['none', 'review', 'review', 'refuse']);
  });
});
