const SINGLES = 'hezhi.single_keys';

/** What this person set on this machine. */
class Settings {
  /** Whether single characters act as keys. */
  singles = $state(localStorage.getItem(SINGLES) !== 'off');

  setSingles(on: boolean) {
    this.singles = on;
    localStorage.setItem(SINGLES, on ? 'on' : 'off');
  }
}

export const settings = new Settings();
