import type { Rule } from '../api';
import { severityLabel } from '../labels';
import { ruleTitle } from '../language';

/** Whether every word of a search stands somewhere in a rule: its title, text, name or citation. */
export function matches(rule: Rule, search: string): boolean {
  const said = [rule.id, rule.title, ruleTitle(rule.id, rule.title), rule.text, severityLabel[rule.severity], rule.citation.source, rule.citation.article ?? ''].join('\n').toLowerCase();
  return search.toLowerCase().split(/\s+/).every((word) => said.includes(word));
}
