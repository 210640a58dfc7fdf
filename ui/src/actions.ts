import type { Binding } from './keys';
import { t, translated, type Plain } from './language';

/** Where a key acts; `everywhere` is on each screen. */
export type KeyPlace = 'everywhere' | 'queue' | 'review' | 'batch' | 'counter';

export interface Action {
  place: KeyPlace;
  label: string;
  /** The keys that it comes with, as `chord` writes them; each of them does it. */
  chords: readonly string[];
  /** Goes on while the key is held down. */
  repeats?: boolean;
  /** Works while the person types in a field; others rest there. */
  whileTyping?: boolean;
  /** The key is the same in every program, and stays. */
  fixed?: boolean;
}

export const placeLabel = translated<KeyPlace>({ everywhere: '各处', queue: '申请列表', review: '审核', batch: '批量导入', counter: '窗口办理' });

/**
 * Everything that has a key. The names are kept with a person's own choice of keys: a name once
 * given stays, and never means something else.
 */
const catalogue = {
  'list.next': { place: 'everywhere', label: '列表中下一项', chords: ['j', 'ArrowDown'], repeats: true },
  'list.previous': { place: 'everywhere', label: '列表中上一项', chords: ['k', 'ArrowUp'], repeats: true },
  search: { place: 'everywhere', label: '查找', chords: ['/'] },
  undo: { place: 'everywhere', label: '撤销决定', chords: ['Ctrl+z'] },
  'keys.show': { place: 'everywhere', label: '显示键盘操作', chords: ['?'] },
  'notice.open': { place: 'everywhere', label: '出具文书（受理回执、告知书、不予受理通知书）', chords: ['p'] },
  leave: { place: 'everywhere', label: '放弃正在做的；否则返回', chords: ['Escape'], whileTyping: true, fixed: true },

  'queue.start': { place: 'queue', label: '从第一件未决定的开始审核', chords: ['Ctrl+Enter'] },
  'declare.new': { place: 'queue', label: '录入新的申请（文件也可以直接拖入、粘贴）', chords: ['a'] },
  'counter.open': { place: 'queue', label: '窗口办理', chords: ['c'] },
  'batch.open': { place: 'queue', label: '批量导入', chords: ['b'] },

  'review.confirm': { place: 'review', label: '按建议决定（或确认正在写的决定），打开下一件', chords: ['Ctrl+Enter'], whileTyping: true },
  'review.accept': { place: 'review', label: '受理', chords: ['1'] },
  'review.supplement': { place: 'review', label: '要求补正', chords: ['2'] },
  'review.refuse': { place: 'review', label: '不予受理', chords: ['3'] },
  'review.review': { place: 'review', label: '转交同事', chords: ['4'] },
  'review.defer': { place: 'review', label: '暂缓，可以定到哪一天', chords: ['5'] },
  'review.put_off': { place: 'review', label: '立即暂缓，打开下一件', chords: ['Ctrl+ArrowDown'] },
  'review.edit': { place: 'review', label: '更正选中的字段', chords: ['F2'] },
  'review.note': { place: 'review', label: '写一条备注', chords: ['m'] },
  'declare.amend': { place: 'review', label: '更正申报，添加材料（文件也可以直接拖入、粘贴）', chords: ['e'] },
  'review.after': { place: 'review', label: '下一件申请', chords: ['Ctrl+ArrowRight'] },
  'review.before': { place: 'review', label: '上一件申请', chords: ['Ctrl+ArrowLeft'] },
  'review.next_open': { place: 'review', label: '下一件未决定的申请', chords: ['n'] },
  'page.next': { place: 'review', label: '下一页', chords: ['PageDown', ']'] },
  'page.previous': { place: 'review', label: '上一页', chords: ['PageUp', '['] },
  'page.enlarge': { place: 'review', label: '放大', chords: ['+', '='], repeats: true },
  'page.reduce': { place: 'review', label: '缩小', chords: ['-'], repeats: true },
  'page.whole': { place: 'review', label: '整页', chords: ['0'] },
  'page.turn': { place: 'review', label: '转 90 度', chords: ['r'] },

  'batch.hold': { place: 'batch', label: '暂停或继续这一批', chords: ['h'] },
  'batch.save': { place: 'batch', label: '保存结果', chords: ['Ctrl+s'], whileTyping: true },

  'capture.first': { place: 'counter', label: '按第一个方案扫描', chords: ['F6'], whileTyping: true },
  'capture.second': { place: 'counter', label: '按第二个方案扫描', chords: ['F7'], whileTyping: true },
  'capture.third': { place: 'counter', label: '按第三个方案扫描', chords: ['F8'], whileTyping: true },
  'capture.cancel': { place: 'counter', label: '取消扫描', chords: ['Ctrl+F6'], whileTyping: true },
  'capture.camera': { place: 'counter', label: '用摄像头拍', chords: ['Ctrl+m'], whileTyping: true },
  'capture.inbox': { place: 'counter', label: '把待收的页收进这一件', chords: ['Ctrl+i'], whileTyping: true },
  'counter.end': { place: 'counter', label: '按结论办理，出文书', chords: ['Ctrl+Enter'], whileTyping: true },
  'counter.fill': { place: 'counter', label: '把材料上印的填入空着的格', chords: ['F4'], whileTyping: true },
  'counter.confirm': { place: 'counter', label: '取自材料的下一项，本人已核对', chords: ['F2'], whileTyping: true },
  'counter.original': { place: 'counter', label: '下一份材料已验原件', chords: ['F9'], whileTyping: true },
  'counter.number': { place: 'counter', label: '输入或扫编号，补件', chords: ['F3'], whileTyping: true },
  'counter.next': { place: 'counter', label: '下一位（放弃这一件）', chords: ['F10'], whileTyping: true },
  'counter.files': { place: 'counter', label: '选择文件', chords: ['Ctrl+o'], whileTyping: true },
  'counter.page_next': { place: 'counter', label: '下一页材料', chords: ['PageDown'], whileTyping: true, repeats: true },
  'counter.page_previous': { place: 'counter', label: '上一页材料', chords: ['PageUp'], whileTyping: true, repeats: true },
  'counter.turn': { place: 'counter', label: '这一页转 90 度', chords: ['Ctrl+ArrowRight'], whileTyping: true },
  'counter.forward': { place: 'counter', label: '这一页往前移', chords: ['Ctrl+ArrowUp'], whileTyping: true },
  'counter.back': { place: 'counter', label: '这一页往后移', chords: ['Ctrl+ArrowDown'], whileTyping: true },
  'counter.remove': { place: 'counter', label: '删去这一页', chords: ['Ctrl+Delete'], whileTyping: true },
  'counter.fetch_back': { place: 'counter', label: '取回这一页', chords: ['Insert'], whileTyping: true },
} as const satisfies Record<string, Action & { label: Plain }>;

export type ActionName = keyof typeof catalogue;
export const actionNames = Object.keys(catalogue) as ActionName[];
export const actions = Object.fromEntries(actionNames.map((name) => [name, said(catalogue[name])])) as Record<ActionName, Action>;

/** The action with its words in the person's language. */
function said(action: Action & { label: Plain }): Action {
  const { label } = action;
  return {
    ...action,
    get label() {
      return t(label);
    },
  };
}

/** What a screen does for an action; `label` where its words there are closer than the table's. */
export function bind(action: ActionName, run: () => void, label?: string): Binding {
  const { chords, repeats = false, whileTyping = false, label: usual } = actions[action];
  return { action, chords: [...chords], label: label ?? usual, run, repeats, whileTyping };
}
