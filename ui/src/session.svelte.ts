import { desk, DeskError, type DecisionInput, type DecisionKind } from './api';
import { decidedLabel } from './labels';
import { t } from './language';
import { store } from './queue/queue.svelte';
import { router } from './route.svelte';
import { settings } from './settings.svelte';

interface Taken {
  id: string;
  /** `Decision.id`. */
  decision: number;
  kind: DecisionKind;
  /** Such as `已受理 王小明`. */
  words: string;
}

/** What this person has decided since the program opened, and the note that says so. */
class Session {
  /** The newest last. */
  taken = $state<Taken[]>([]);
  note = $state<{ words: string; undo: Taken | null } | null>(null);
  error = $state<DeskError | null>(null);
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** Writes a decision and opens the next application that waits for one. False if it failed. */
  async decide(id: string, applicant: string, input: DecisionInput): Promise<boolean> {
    // Known already as a rule: it was asked for when the application was opened. A list that does
    // not answer is no reason not to decide.
    const asked = store.next(id).catch(() => null);
    let decision: number;
    try {
      decision = (await desk.decide(id, { ...input, by: settings.person })).id;
    } catch (cause) {
      this.error = DeskError.from(cause);
      return false;
    }
    const words = t('{decided}：{applicant}', { decided: decidedLabel[input.kind], applicant });
    const taken = { id, decision, kind: input.kind, words };
    const next = await asked;
    this.taken.push(taken);
    this.say(next ? words : t('{words}。列表里的申请都已决定。', { words }), taken);
    if (next) router.review(next.id);
    else router.queue();
    return true;
  }

  /**
   * Takes back the decision that the person means, or the last one taken here, and opens that
   * application. What somebody else has decided there meanwhile stays.
   */
  async undo(meant: Pick<Taken, 'id' | 'decision'> | undefined = this.taken[this.taken.length - 1]): Promise<boolean> {
    if (meant === undefined) {
      this.say(t('没有可以撤销的决定。'), null);
      return false;
    }
    try {
      await desk.undoDecision(meant.id, meant.decision, settings.person);
    } catch (cause) {
      this.error = DeskError.from(cause);
      // What is no longer in force cannot be taken back: the next undo means the one before.
      if (this.error.code === 'conflict') this.#forget(meant.decision);
      void store.load();
      return false;
    }
    const undone = this.#forget(meant.decision);
    this.say(undone ? t('已撤销“{words}”。', undone) : t('已撤销这件申请的决定。'), null);
    router.review(meant.id);
    return true;
  }

  #forget(decision: number): Taken | undefined {
    const known = this.taken.find((t) => t.decision === decision);
    this.taken = this.taken.filter((t) => t.decision !== decision);
    return known;
  }

  say(words: string, undo: Taken | null) {
    this.error = null;
    this.note = { words, undo };
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => (this.note = null), 9000);
  }
}

export const session = new Session();
