import './styles/tokens.css';
import './styles/base.css';

import { mount } from 'svelte';

import App from './App.svelte';
import { language } from './language';
import { settings } from './settings.svelte';

const target = document.getElementById('app');

function start() {
  if (target) mount(App, { target });
}

// In the person's language from the first picture on; Chinese, should the words not come.
void language.speak(settings.language).then(start, start);
