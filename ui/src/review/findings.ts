import type { Finding, Outcome, Report, Severity } from '../api';

/** A finding and its place in the report, by which its list item is known. */
export interface Indexed {
  finding: Finding;
  index: number;
  /** Findings of other rules that say the same; the person reads it once. */
  also: Finding[];
}

export interface Groups {
  /** Clearly read, and against the policy. */
  fail: Indexed[];
  /** What the program could not settle: a person looks. */
  undetermined: Indexed[];
  /** To be told, without weight on the verdict. */
  notice: Indexed[];
  pass: Indexed[];
  notApplicable: Indexed[];
}

const weight: Record<Severity, number> = { refuse: 0, supplement: 1, review: 2, notice: 3 };

/** The findings by what they ask of the person, the heaviest first in each group. */
export function groups(report: Report): Groups {
  const all = report.findings.map((finding, index) => ({ finding, index, also: [] }));
  const speaks = (outcome: Outcome) => (i: Indexed) => i.finding.outcome === outcome;
  const heavy = (i: Indexed) => i.finding.severity !== 'notice';
  const sorted = (list: Indexed[]) => [...list].sort((a, b) => weight[a.finding.severity] - weight[b.finding.severity]);
  const open = all.filter((i) => i.finding.outcome === 'fail' || i.finding.outcome === 'undetermined');
  // A rule whose failure leads to a person's look is a question as well, not a fault.
  const asks = (i: Indexed) => i.finding.outcome === 'undetermined' || i.finding.severity === 'review';
  return {
    fail: sorted(open.filter((i) => heavy(i) && !asks(i))),
    undetermined: once(sorted(open.filter((i) => heavy(i) && asks(i)))),
    notice: open.filter((i) => !heavy(i)),
    pass: all.filter(speaks('pass')),
    notApplicable: all.filter(speaks('not_applicable')),
  };
}

/** Each thing said once: rules that could not settle the same fact begin with the same sentence. */
function once(list: Indexed[]): Indexed[] {
  const found = new Map<string, Indexed>();
  for (const entry of list) {
    const sentence = entry.finding.message.split('。')[0] ?? '';
    const known = found.get(sentence);
    if (known) known.also.push(entry.finding);
    else found.set(sentence, { ...entry, also: [] });
  }
  return [...found.values()];
}

/** The heaviest of the outcomes of the rules named; null where none of them answered. */
export function outcomeOf(report: Report, rules: string[]): Outcome | null {
  const order: Outcome[] = ['fail', 'undetermined', 'pass'];
  const found = report.findings.filter((f) => rules.includes(f.rule)).map((f) => f.outcome);
  return order.find((outcome) => found.includes(outcome)) ?? null;
}
