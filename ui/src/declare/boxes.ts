import type { AddressBoxes } from '../api';
import type { Plain } from '../language';

export type Box = keyof AddressBoxes;

/** In the order of the form, with the word that is printed behind the box. */
export const boxes: { box: Box; word: string; name: Plain }[] = [
  { box: 'district', word: '', name: '区' },
  { box: 'town', word: '', name: '街道、镇' },
  { box: 'road', word: '', name: '路、村' },
  { box: 'lane', word: '弄', name: '弄' },
  { box: 'sub_lane', word: '支弄', name: '支弄' },
  { box: 'estate', word: '', name: '小区名' },
  { box: 'number', word: '号', name: '号' },
  { box: 'building', word: '幢', name: '幢' },
  { box: 'room', word: '室', name: '室' },
];

export const noBoxes: AddressBoxes = {
  district: '',
  town: '',
  road: '',
  lane: '',
  sub_lane: '',
  estate: '',
  number: '',
  building: '',
  room: '',
  rest: '',
};

/** A number takes the word of its box; what ends otherwise was written out (3号楼, 亭子间). */
function withWord(value: string, word: string): string {
  const text = value.trim();
  if (word === '' || text.includes(word)) return text;
  return /[0-9A-Za-z〇○◯⚪零一二三四五六七八九十百千两壹贰叁肆伍陆柒捌玖拾佰仟廿卅甲乙丙丁戊己庚辛]$/.test(text) ? text + word : text;
}

/** The one address. The engine's `AddressBoxes::join` says the same, and tests hold the two together. */
export function join(of: AddressBoxes): string {
  let joined = of.district.trim() ? '上海市' : '';
  for (const { box, word } of boxes) joined += withWord(of[box], word);
  const rest = of.rest.trim();
  return joined + (joined && /^[0-9A-Za-z]/.test(rest) ? ' ' : '') + rest;
}

/** Whether text in a box may hold more than the box: then the engine is asked. */
export function mayHoldMore(box: Box, value: string): boolean {
  const text = value.trim();
  if (box === 'rest' || text.length < 3) return false;
  return /[区县镇道路街弄号幢栋室村]./.test(text) || (box !== 'district' && /上海|[区县]$/.test(text));
}

/**
 * What was typed into one box, laid out over all of them. A road begins an address anew: what
 * stood behind it goes. Null where it fills that one box only and stays as it is.
 */
export function spread(before: AddressBoxes, box: Box, laidOut: AddressBoxes): AddressBoxes | null {
  const filled = boxes.filter((b) => laidOut[b.box] !== '').map((b) => b.box);
  if (filled.length < 2 || filled.every((name) => name === box)) return null;
  // 2单元501 in the box of the room is no address of its own.
  if (laidOut.rest !== '' && !laidOut.road) return null;
  const anew = laidOut.road !== '';
  const kept: AddressBoxes = anew ? { ...noBoxes, district: before.district, town: before.town } : { ...before, [box]: '' };
  // A district of another town stands without the town before.
  if (laidOut.district && laidOut.district !== before.district) kept.town = '';
  for (const name of filled) kept[name] = laidOut[name];
  kept.rest = anew ? laidOut.rest : kept.rest + laidOut.rest;
  return kept;
}
