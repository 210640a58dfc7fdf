import type { QueueRow } from '../api';

/** The row `step` places from the one named, or null past the ends. */
export function neighbour(rows: QueueRow[], id: string, step: 1 | -1): QueueRow | null {
  const at = rows.findIndex((row) => row.id === id);
  return at < 0 ? null : (rows[at + step] ?? null);
}

/** Whether a row waits for a person: read (or found unreadable) and not decided. */
export function isOpen(row: QueueRow): boolean {
  return row.decision === null && (row.state === 'read' || row.state === 'failed');
}

/**
 * The next row to decide after the one named: onwards to the end of the list, then from its
 * beginning. Null where nothing is left.
 */
export function nextOpen(rows: QueueRow[], id: string | null): QueueRow | null {
  const at = rows.findIndex((row) => row.id === id);
  const onwards = [...rows.slice(at + 1), ...rows.slice(0, at + 1)];
  return onwards.find((row) => row.id !== id && isOpen(row)) ?? null;
}

/** What the button that begins says where there is nothing to begin with. */
export function whyNothing(pending: number, decided: number, total: number): string {
  if (pending > 0) return '正在识读';
  return decided < total ? '没有可审核的' : '都已决定';
}
