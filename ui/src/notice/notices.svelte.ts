import type { Decision } from '../api';
import { t } from '../language';
import { session } from '../session.svelte';
import { paperOf } from './paper';

/** Which application's paper is open, from wherever it was asked for. */
class Notices {
  shown = $state<string | null>(null);

  open(id: string) {
    this.shown = id;
  }

  close() {
    this.shown = null;
  }

  /**
   * What one key means everywhere: the paper of the application in focus, where it is decided;
   * else that of the last decision taken here, since deciding went on to the next at once.
   */
  openFor(id: string | undefined, decision: Pick<Decision, 'kind'> | null | undefined) {
    if (id !== undefined && decision && paperOf(decision.kind)) return this.open(id);
    const last = [...session.taken].reverse().find((taken) => paperOf(taken.kind));
    if (last) this.open(last.id);
    else session.say(t('还没有可出具的文书。受理、要求补正或者不予受理之后才有。'), null);
  }
}

export const notices = new Notices();
