// Every screen of the desk, for the tests of access and for the pictures in docs/.

import { accepted, drawn, everybody, note, otherRoom, pictured, queueShows, refused, review } from './steps.mjs';

const settings = (part) => async (page) => {
  await page.evaluate((hash) => (location.hash = hash), `#/settings/${part}`);
  await page.locator('main').getByRole('heading', { level: 1 }).waitFor();
};

/** How each comes onto the screen; `empty` is on a desk that holds nothing yet. */
export const screens = [
  { name: 'queue', show: (page) => queueShows(page, everybody) },
  {
    name: 'review',
    async show(page) {
      await review(page, otherRoom);
      await drawn(page);
      await pictured(page);
    },
  },
  {
    name: 'decision',
    async show(page) {
      await review(page, refused);
      await drawn(page);
      await pictured(page);
      await page.keyboard.press('1');
      await note(page).waitFor();
    },
  },
  {
    name: 'keys',
    async show(page) {
      await review(page, refused);
      await drawn(page);
      await pictured(page);
      await page.keyboard.press('?');
      await page.getByRole('dialog').waitFor();
    },
  },
  {
    name: 'overview',
    async show(page) {
      await page.evaluate(() => (location.hash = '#/overview'));
      await page.getByRole('heading', { level: 2, name: '每天' }).waitFor();
    },
  },
  {
    name: 'declare',
    async show(page) {
      await page.evaluate((hash) => (location.hash = hash), `#/declare/${accepted.id}`);
      await page.locator('.sheet img').waitFor();
    },
  },
  {
    name: 'rules',
    async show(page) {
      await page.evaluate(() => (location.hash = '#/rules'));
      await page.getByRole('heading', { level: 2 }).first().waitFor();
    },
  },
  { name: 'settings-person', show: settings('person') },
  { name: 'settings-keys', show: settings('keys') },
  { name: 'settings-appearance', show: settings('appearance') },
  { name: 'settings-roads', show: settings('roads') },
  { name: 'settings-about', show: settings('about') },
  { name: 'empty', empty: true, show: (page) => page.getByRole('heading', { name: '还没有申请' }).waitFor() },
];
