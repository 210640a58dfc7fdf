import { actions, type ActionName } from '../actions';
import type { Binding } from '../keys';

/** The profiles' keys, in their order. */
export const profileKeys = ['capture.first', 'capture.second', 'capture.third'] as const satisfies ActionName[];

/** What the bar does by key, for a screen's list of keys: the bar itself hears them. */
export function captureKeys(): Binding[] {
  const names: ActionName[] = [...profileKeys, 'capture.cancel', 'capture.camera', 'capture.inbox'];
  return names.map((action) => ({ action, chords: [...actions[action].chords], label: actions[action].label }));
}
