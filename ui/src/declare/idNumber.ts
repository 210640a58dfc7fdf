import { t } from '../language';

/** The citizen's number of GB 11643: six digits of region, eight of birth date, three of order, one check character. */
export type IdNumber = { ok: true; number: string; birth: string; sex: '男' | '女' } | { ok: false; problem: string };

const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const checks = '10X98765432';

/** Half width, without spaces and dashes, a capital X: as it is stored. */
export function foldIdNumber(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[\s\-‐–—]/g, '')
    .toUpperCase();
}

/** Null for nothing typed yet. */
export function idNumber(text: string): IdNumber | null {
  const number = foldIdNumber(text);
  if (number === '') return null;
  const wrong = (problem: string): IdNumber => ({ ok: false, problem });
  const odd = [...number].findIndex((c, at) => !(c >= '0' && c <= '9') && !(c === 'X' && at === 17));
  if (odd >= 0) return wrong(odd === 17 ? t('第 18 位“{character}”不是数字或 X', { character: [...number][odd] ?? '' }) : t('第 {place} 位“{character}”不是数字', { place: odd + 1, character: [...number][odd] ?? '' }));
  if (number.length < 18) return wrong(t('还差 {count} 位（共 18 位）', { count: 18 - number.length }));
  if (number.length > 18) return wrong(t('多了 {count} 位（共 18 位）', { count: number.length - 18 }));
  const birth = `${number.slice(6, 10)}-${number.slice(10, 12)}-${number.slice(12, 14)}`;
  if (number.startsWith('0') || !isDay(birth) || number.slice(6, 10) < '1900') return wrong(t('出生日期 {birth} 不存在，请核对第 7 至 14 位', { birth }));
  const sum = weights.reduce((total, weight, at) => total + weight * Number(number[at]), 0);
  if (checks[sum % 11] !== number[17]) return wrong(t('校验位不符，有一位写错了，请逐位核对'));
  return { ok: true, number, birth, sex: Number(number[16]) % 2 === 1 ? '男' : '女' };
}

/** Completed years on a day; both as 2026-03-05. */
export function ageOn(birth: string, day: string): number {
  return Number(day.slice(0, 4)) - Number(birth.slice(0, 4)) - (day.slice(5) < birth.slice(5) ? 1 : 0);
}

/** Whether such a day exists, written 2026-03-05. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().slice(0, 10) === text;
}
