/**
 * From how many working days on an application has waited long. What is missing has to be told
 * once and completely within five working days, or the application counts as accepted (行政许可法
 * 第三十二条、第八十二条); after twice that somebody should ask why.
 */
export const LONG = 5;
export const TOO_LONG = 10;

/** Monday to Friday after the day of submission up to today; public holidays are not known here. */
export function workingDays(submittedOn: string, today: Date): number {
  const [year = 0, month = 1, date = 1] = submittedOn.split('-').map(Number);
  const from = Date.UTC(year, month - 1, date);
  const to = Date.UTC(today.getFullYear(), today.getMonth(), today.getDate());
  const days = Math.round((to - from) / 86_400_000);
  if (!(days > 0)) return 0;
  let working = Math.floor(days / 7) * 5;
  for (let day = 1; day <= days % 7; day += 1) {
    const weekday = new Date(from + day * 86_400_000).getUTCDay();
    if (weekday !== 0 && weekday !== 6) working += 1;
  }
  return working;
}

/** The tone of a wait, by the names of the styles. */
export function waitingTone(days: number): 'none' | 'review' | 'refuse' {
  if (days >= TOO_LONG) return 'refuse';
  return days >= LONG ? 'review' : 'none';
}
