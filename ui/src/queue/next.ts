import type { QueueRow } from '../api';
import { isFinal } from '../review/decision';

/** Whether a row waits for a person: read (or found unreadable) and not settled. */
export function isOpen(row: QueueRow): boolean {
  return (row.decision === null || !isFinal(row.decision.kind)) && (row.state === 'read' || row.state === 'failed');
}

/** What the button that begins says where there is nothing to begin with. */
export function whyNothing(pending: number, decided: number, total: number): string {
  if (pending > 0) return '正在识读';
  return decided < total ? '没有可审核的' : '都已决定';
}
