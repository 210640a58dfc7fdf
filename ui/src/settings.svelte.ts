import { Settings } from './preferences.svelte';

/** Of the person who sits at this machine. */
export const settings = new Settings(localStorage);
