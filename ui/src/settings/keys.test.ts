import { describe, expect, it } from 'vitest';

import { actionNames, actions } from '../actions';
import { obstacle } from './keys';

const usual = (name: keyof typeof actions) => actions[name].chords;

describe('a key for an action', () => {
  it('is refused where another action of the same screen has it', () => {
    expect(obstacle('1', 'review.refuse', usual)).toContain('受理');
    expect(obstacle('j', 'page.turn', usual)).toContain('列表中下一项');
    expect(obstacle('Ctrl+Enter', 'list.next', usual)).not.toBeNull();
  });

  it('may be the same on two screens that are never open together', () => {
    expect(obstacle('Ctrl+Enter', 'queue.start', usual)).toBeNull();
    expect(obstacle('F6', 'review.accept', usual)).toBeNull();
  });

  it('may be its own', () => {
    expect(obstacle('1', 'review.accept', usual)).toBeNull();
  });

  it('is refused where the browser or an input method needs it', () => {
    for (const chord of ['Tab', 'Enter', 'Space', 'Escape', 'Ctrl+c', 'Ctrl+w', 'F5', 'Ctrl+Space', 'Ctrl+.']) {
      expect(obstacle(chord, 'review.accept', usual), chord).not.toBeNull();
    }
  });
});

describe('the keys that the program comes with', () => {
  it.each(actionNames.filter((name) => !actions[name].fixed))('are free for %s', (name) => {
    for (const chord of actions[name].chords) expect(obstacle(chord, name, usual), chord).toBeNull();
  });
});
