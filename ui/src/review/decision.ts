import type { DecisionKind, Finding, Report, Verdict } from '../api';
import { t } from '../language';

/** A decision that is being written. */
export interface Draft {
  kind: DecisionKind;
  reasons: string[];
  note: string;
  /** Whom it is passed to; empty: whoever takes it. */
  assignee: string;
  /** The day to which it is put off, ISO 8601; empty: until somebody takes it up. */
  until: string;
}

/** Reasons to begin with: what the findings say against the application, the heaviest first. */
export function reasonsFor(kind: DecisionKind, report: Report | null): string[] {
  if (!report || kind === 'accept' || kind === 'defer') return [];
  const failed = report.findings.filter((f) => f.outcome === 'fail' && f.severity !== 'notice');
  const unclear = report.findings.filter((f) => f.outcome === 'undetermined' && f.severity !== 'notice');
  const serve: Record<Exclude<DecisionKind, 'accept' | 'defer'>, Finding[]> = {
    refuse: failed.filter((f) => f.severity === 'refuse'),
    // The applicant is told everything at once, and not again each time something else is found.
    supplement: failed.filter((f) => f.severity !== 'review'),
    review: [...failed.filter((f) => f.severity === 'review'), ...unclear],
  };
  // Rules that could not settle the same fact begin with the same sentence: it is said once.
  const said = new Map<string, string>();
  for (const { message } of serve[kind]) {
    const sentence = message.split('。')[0] ?? '';
    if (!said.has(sentence)) said.set(sentence, message);
  }
  return [...said.values()];
}

/** Whether the application is settled by a decision: what is passed on or put off stays open. */
export function isFinal(kind: DecisionKind): boolean {
  return kind !== 'review' && kind !== 'defer';
}

/**
 * Whether the person must say why. Leaving an application for someone else or for later needs no words; going
 * against the program's advice, or deciding where it gave none, does: a reason of one's own.
 */
export function needsNote(advice: Verdict | null, kind: DecisionKind): boolean {
  return isFinal(kind) && kind !== advice;
}

/** What still stands in the way of a decision, in words; null when it can be taken. */
export function obstacle(advice: Verdict | null, draft: Pick<Draft, 'kind' | 'reasons' | 'note'>): string | null {
  const reasons = draft.reasons.filter((reason) => reason.trim() !== '');
  if (needsNote(advice, draft.kind) && draft.note.trim() === '') {
    return advice === null ? t('程序没有给出建议，请写明您的依据。') : t('与程序建议不同，请写明您的依据。');
  }
  const tells = draft.kind === 'supplement' || draft.kind === 'refuse';
  if (tells && reasons.length === 0 && draft.note.trim() === '') return t('请至少写一条告知申请人的理由。');
  return null;
}
