import type { QueueFilter, QueueView } from '../api';
import type { Plain } from '../language';

/** The filter that leaves everything in. */
export const everything: QueueFilter = {
  verdict: null,
  search: null,
  open_only: null,
  decided_only: null,
  assignee: null,
  rule: null,
  channel: null,
  service: null,
  from: null,
  to: null,
  sort: null,
  descending: null,
  offset: null,
  limit: null,
};

/** Views that are always there. The first is what the desk opens with where nobody set another. */
export const builtin: (QueueView & { name: Plain })[] = [
  { name: '待决定', filter: { ...everything, open_only: true }, default: false },
  { name: '已决定', filter: { ...everything, decided_only: true, sort: 'submitted_on', descending: true }, default: false },
  { name: '全部申请', filter: everything, default: false },
];

/** Whether two filters show the same rows in the same order, whichever page of them. */
export function same(a: QueueFilter, b: QueueFilter): boolean {
  const told = (filter: QueueFilter) => ({ ...filter, sort: filter.sort ?? 'waiting', offset: null, limit: null });
  const [one, other] = [told(a), told(b)];
  return (Object.keys(everything) as (keyof QueueFilter)[]).every((key) => (one[key] || null) === (other[key] || null));
}

/** The view that a filter is, or null for one that nobody saved. */
export function viewOf(filter: QueueFilter, saved: QueueView[]): QueueView | null {
  return [...builtin, ...saved].find((view) => same(view.filter, filter)) ?? null;
}

/** What the desk opens with. */
export function opening(saved: QueueView[]): QueueFilter {
  return (saved.find((view) => view.default) ?? builtin[0])?.filter ?? everything;
}

/** Whether anything but the order, the part and the decision is narrowed. */
export function isNarrowed(filter: QueueFilter): boolean {
  const { search, assignee, rule, channel, service, from, to, verdict } = filter;
  return [search, assignee, rule, channel, service, from, to, verdict].some((value) => value !== null && value !== '');
}
