import type { QueueRow } from '../api';
import { t } from '../language';
import { isFinal } from '../review/decision';

/** Whether a row waits for a person: read (or found unreadable) and not settled. */
export function isOpen(row: QueueRow): boolean {
  return (row.decision === null || !isFinal(row.decision.kind)) && (row.state === 'read' || row.state === 'failed');
}

/** What the button that begins says where there is nothing to begin with. */
export function whyNothing(pending: number, decided: number, total: number): string {
  if (pending > 0) return t('正在识读');
  if (total === 0) return t('没有可审核的');
  return decided < total ? t('没有可审核的') : t('都已决定');
}
