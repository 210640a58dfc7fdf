import type { DayRow, Period, Tally } from '../api';
import { language, t, translated } from '../language';

export type Span = 'today' | 'week' | 'month' | 'all' | 'other';

export const spanLabel = translated<Span>({ today: '今天', week: '本周', month: '本月', all: '全部', other: '自选' });

/** A day of this machine's own calendar, as `2026-03-05`. */
export function dayOf(date: Date): string {
  const two = (n: number) => String(n).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/** The days of a span up to today; weeks begin on Monday. */
export function periodOf(span: Exclude<Span, 'other'>, today: Date): Period {
  const to = dayOf(today);
  const back = (days: number) => dayOf(new Date(today.getFullYear(), today.getMonth(), today.getDate() - days));
  switch (span) {
    case 'today':
      return { from: to, to };
    case 'week':
      return { from: back((today.getDay() + 6) % 7), to };
    case 'month':
      return { from: dayOf(new Date(today.getFullYear(), today.getMonth(), 1)), to };
    case 'all':
      return { from: null, to: null };
  }
}

export interface Bin {
  /** The first day of it. */
  from: string;
  to: string;
  label: string;
  received: number;
  decided: number;
}

/** More columns than this cannot be told apart on the narrowest screen. */
const MOST_BINS = 62;

export const decidedOf = (t: Tally): number => t.accept + t.supplement + t.refuse + t.review;

/**
 * Days without a gap from the first to the last that has anything; where there are too many of
 * them, weeks from Monday on.
 */
export function bins(days: DayRow[]): { by: 'day' | 'week'; bins: Bin[] } {
  const [first, last] = [days[0], days[days.length - 1]];
  if (!first || !last) return { by: 'day', bins: [] };
  const known = new Map(days.map((day) => [day.day, day]));
  const all: Bin[] = [];
  for (let at = utc(first.day); at <= utc(last.day); at += DAY) {
    const day = new Date(at).toISOString().slice(0, 10);
    const row = known.get(day);
    all.push({ from: day, to: day, label: short(day), received: row?.received ?? 0, decided: row ? decidedOf(row.decisions) : 0 });
  }
  if (all.length <= MOST_BINS) return { by: 'day', bins: all };
  const weeks: Bin[] = [];
  for (const day of all) {
    const week = weeks[weeks.length - 1];
    if (!week || new Date(utc(day.from)).getUTCDay() === 1) weeks.push({ ...day });
    else Object.assign(week, { to: day.to, received: week.received + day.received, decided: week.decided + day.decided });
  }
  return { by: 'week', bins: weeks };
}

const DAY = 86_400_000;
const utc = (day: string) => Date.parse(`${day}T00:00:00Z`);
const english = new Intl.DateTimeFormat('en', { day: 'numeric', month: 'short', timeZone: 'UTC' });
/** In English the month is a name: its readers do not agree which of two numbers it is. */
const short = (day: string) => (language.spoken === 'en' ? english.format(utc(day)) : `${Number(day.slice(5, 7))}/${Number(day.slice(8, 10))}`);

/** A whole share in percent, or a dash where there is nothing to take a share of. */
export function percent(part: number, whole: number): string {
  return whole === 0 ? '—' : `${((100 * part) / whole).toFixed(part === 0 || part === whole ? 0 : 1)}%`;
}

/** How long something took, in the unit that a person would use. */
export function duration(seconds: number): string {
  if (seconds < 90) return t('{count} 秒', { count: Math.round(seconds) });
  if (seconds < 90 * 60) return t('{count} 分钟', { count: Math.round(seconds / 60) });
  if (seconds < 48 * 3600) return t('{count} 小时', { count: (seconds / 3600).toFixed(1) });
  return t('{count} 天', { count: (seconds / 86_400).toFixed(1) });
}

/** A round number at or above the largest, for the end of a scale, in steps a person can halve. */
export function scaleEnd(largest: number): number {
  if (largest <= 4) return 4;
  const unit = 10 ** Math.floor(Math.log10(largest));
  return [1, 2, 4, 5, 8, 10].map((n) => n * unit).find((n) => n >= largest) ?? 10 * unit;
}
