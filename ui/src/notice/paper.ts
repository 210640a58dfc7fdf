import type { DecisionKind, NoticeKind, TemplateName } from '../api';
import { translated } from '../language';

/** The paper that a decision calls for; null while it is not settled. */
export function paperOf(kind: DecisionKind): NoticeKind | null {
  if (kind === 'accept') return 'receipt';
  if (kind === 'supplement') return 'supplement';
  if (kind === 'refuse') return 'refusal';
  return null;
}

const papers = {
  receipt: '受理回执',
  supplement: '一次性告知书',
  refusal: '不予受理通知书',
} as const;

/** The title of each paper. */
export const paperLabel = translated<NoticeKind>(papers);

/** And of what they have in common. */
export const templateLabel = translated<TemplateName>({ ...papers, letter: '共用版式' });

/** On the button that opens it. */
export const paperAction = translated<NoticeKind>({
  receipt: '出具回执',
  supplement: '出具告知书',
  refusal: '出具通知书',
});

/** Where a line of a text begins and ends; lines count from 1. */
export function lineRange(text: string, line: number): [number, number] {
  const lines = text.split('\n');
  const at = Math.min(Math.max(line, 1), lines.length) - 1;
  const start = lines.slice(0, at).reduce((sum, l) => sum + l.length + 1, 0);
  return [start, start + (lines[at]?.length ?? 0)];
}
