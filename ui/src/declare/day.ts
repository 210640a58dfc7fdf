import { isDay } from './idNumber';

/** Today by this machine's clock, as 2026-03-05. */
export function today(now = new Date()): string {
  return iso(now.getFullYear(), now.getMonth() + 1, now.getDate());
}

/**
 * A day as a clerk types it (20260305, 2026-3-5, 2026年3月5日, 3.5 for this year) as 2026-03-05;
 * null where it is no day.
 */
export function readDay(text: string, year = new Date().getFullYear()): string | null {
  const plain = text.normalize('NFKC').replace(/\s/g, '');
  const whole = /^(\d{4})(\d{2})(\d{2})$/.exec(plain) ?? /^(\d{4})[-./年](\d{1,2})[-./月](\d{1,2})日?$/.exec(plain);
  const short = /^(\d{1,2})[-./月](\d{1,2})日?$/.exec(plain);
  const day = whole ? iso(Number(whole[1]), Number(whole[2]), Number(whole[3])) : short ? iso(year, Number(short[1]), Number(short[2])) : '';
  return isDay(day) ? day : null;
}

function iso(year: number, month: number, day: number): string {
  const two = (n: number) => String(n).padStart(2, '0');
  return `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}`;
}
