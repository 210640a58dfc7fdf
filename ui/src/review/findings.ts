import type { Finding, Outcome, Report, Severity } from '../api';

/** A finding and its place in the report, by which its list item is known. */
export interface Indexed {
  finding: Finding;
  index: number;
}

export interface Groups {
  fail: Indexed[];
  undetermined: Indexed[];
  /** To be told, without weight on the verdict. */
  notice: Indexed[];
  pass: Indexed[];
  notApplicable: Indexed[];
}

const weight: Record<Severity, number> = { refuse: 0, supplement: 1, review: 2, notice: 3 };

/** The findings by what they ask of the person, the heaviest first in each group. */
export function groups(report: Report): Groups {
  const all = report.findings.map((finding, index) => ({ finding, index }));
  const speaks = (outcome: Outcome) => (i: Indexed) => i.finding.outcome === outcome;
  const heavy = (i: Indexed) => i.finding.severity !== 'notice';
  const sorted = (list: Indexed[]) => [...list].sort((a, b) => weight[a.finding.severity] - weight[b.finding.severity]);
  const open = all.filter((i) => i.finding.outcome === 'fail' || i.finding.outcome === 'undetermined');
  return {
    fail: sorted(open.filter(heavy).filter(speaks('fail'))),
    undetermined: sorted(open.filter(heavy).filter(speaks('undetermined'))),
    notice: open.filter((i) => !heavy(i)),
    pass: all.filter(speaks('pass')),
    notApplicable: all.filter(speaks('not_applicable')),
  };
}

/** The heaviest of the outcomes of the rules named; null where none of them answered. */
export function outcomeOf(report: Report, rules: string[]): Outcome | null {
  const order: Outcome[] = ['fail', 'undetermined', 'pass'];
  const found = report.findings.filter((f) => rules.includes(f.rule)).map((f) => f.outcome);
  return order.find((outcome) => found.includes(outcome)) ?? null;
}
