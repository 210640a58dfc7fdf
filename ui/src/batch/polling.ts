/**
 * Asks again and again, while the page can be seen; `ask` says in how many milliseconds it wants
 * to be asked next. Returns what ends it.
 */
export function poll(ask: () => Promise<number>): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let asking = false;
  let ended = false;

  async function turn() {
    clearTimeout(timer);
    if (ended || asking || document.hidden) return;
    asking = true;
    const pause = await ask();
    asking = false;
    if (!ended) timer = setTimeout(() => void turn(), pause);
  }

  const seen = () => void turn();
  document.addEventListener('visibilitychange', seen);
  void turn();
  return () => {
    ended = true;
    clearTimeout(timer);
    document.removeEventListener('visibilitychange', seen);
  };
}
