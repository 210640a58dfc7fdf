import { desk, DeskError, type DecisionInput } from './api';
import { decidedLabel } from './labels';
import { nextOpen } from './queue/next';
import { store } from './queue/queue.svelte';
import { router } from './route.svelte';

interface Taken {
  id: string;
  /** Such as `已受理 王小明`. */
  words: string;
}

/** What this person has decided since the program opened, and the note that says so. */
class Session {
  /** The newest last. */
  taken = $state<Taken[]>([]);
  note = $state<{ words: string; undo: string | null } | null>(null);
  error = $state<DeskError | null>(null);
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** Writes a decision and opens the next application that waits for one. False if it failed. */
  async decide(id: string, applicant: string, input: DecisionInput): Promise<boolean> {
    const next = nextOpen(store.rows, id);
    try {
      await desk.decide(id, input);
    } catch (cause) {
      this.error = DeskError.from(cause);
      return false;
    }
    const words = `${decidedLabel[input.kind]}：${applicant}`;
    this.taken.push({ id, words });
    this.say(next ? words : `${words}。列表里的申请都已决定。`, id);
    if (next) router.review(next.id);
    else router.queue();
    void store.load();
    return true;
  }

  /** Takes back the decision on `id`, or the last one taken here, and opens that application. */
  async undo(id: string | null = null): Promise<boolean> {
    const target = id ?? this.taken[this.taken.length - 1]?.id;
    if (target === undefined) {
      this.say('没有可以撤销的决定。', null);
      return false;
    }
    try {
      await desk.undoDecision(target);
    } catch (cause) {
      this.error = DeskError.from(cause);
      return false;
    }
    const undone = this.taken.filter((t) => t.id === target).pop();
    this.taken = this.taken.filter((t) => t !== undone);
    this.say(`已撤销${undone ? `“${undone.words}”` : '这件申请的决定'}。`, null);
    router.review(target);
    void store.load();
    return true;
  }

  say(words: string, undo: string | null) {
    this.error = null;
    this.note = { words, undo };
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => (this.note = null), 9000);
  }
}

export const session = new Session();
