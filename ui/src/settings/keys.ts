import { actionNames, actions, type ActionName, type KeyPlace } from '../actions';
import { t } from '../language';

/** Keys that move the focus, press buttons and leave: without them nobody gets about. */
const OURS = new Set(['Tab', 'Enter', 'Space', 'Escape']);
/** Copying, pasting and the browser's own tabs and windows; it lets no page have some of them. */
const BROWSERS = new Set(['F5', 'F11', 'F12', ...[...'acvxtwnlrq'].map((letter) => `Ctrl+${letter}`)]);
/** What Chinese input methods switch by, whether or not one composes. */
const INPUT_METHODS = new Set(['Ctrl+Space', 'Ctrl+.', 'Ctrl+,', 'Ctrl+;', 'Process', 'Unidentified']);

/** Why an action cannot have a chord, with the next step; null where it can. */
export function obstacle(chord: string, action: ActionName, chordsOf: (action: ActionName) => readonly string[]): string | null {
  if (OURS.has(chord)) return t('这个键用来移动、按下按钮或返回，不能改作别用。请换一个键。');
  if (BROWSERS.has(chord)) return t('这个键归浏览器或复制粘贴使用。请换一个键。');
  if (INPUT_METHODS.has(chord)) return t('这个键归输入法使用。请换一个键，或先切换到英文。');
  const other = actionNames.find((name) => name !== action && meet(actions[name].place, actions[action].place) && chordsOf(name).includes(chord));
  return other ? t('这个键已用于“{label}”。请换一个键，或先改那一项。', actions[other]) : null;
}

/** Whether keys of two places can be pressed on one screen. */
function meet(a: KeyPlace, b: KeyPlace): boolean {
  return a === b || a === 'everywhere' || b === 'everywhere';
}
