const SINGLES = 'hezhi.single_keys';
const PERSON = 'hezhi.person';

/** What this person set on this machine. */
class Settings {
  /** Whether single characters act as keys. */
  singles = $state(localStorage.getItem(SINGLES) !== 'off');

  /** The name under which this person decides; null: the one that is set for the desk. */
  person = $state<string | null>(localStorage.getItem(PERSON));

  setPerson(name: string) {
    this.person = name.trim() || null;
    if (this.person) localStorage.setItem(PERSON, this.person);
    else localStorage.removeItem(PERSON);
  }

  setSingles(on: boolean) {
    this.singles = on;
    localStorage.setItem(SINGLES, on ? 'on' : 'off');
  }
}

export const settings = new Settings();
