const KEY = 'hezhi.token';

/**
 * The session's token: `hezhi serve` gives it in the address's hash, which is never sent to a
 * server; it is taken out of the address and kept for this tab alone.
 */
export function takeToken(location: Location, history: History, session: Storage): string {
  const hash = new URLSearchParams(location.hash.replace(/^#/, ''));
  const given = hash.get('token');
  if (given) {
    session.setItem(KEY, given);
    history.replaceState(null, '', `${location.pathname}#/`);
  }
  return given ?? session.getItem(KEY) ?? '';
}
