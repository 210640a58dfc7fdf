// Every screen of the desk, for the tests of access and for the pictures in docs/.

import { copiedHome, serve } from './desk.mjs';
import { accepted, decide, drawn, everybody, note, office, otherRoom, paper, paperDrawn, pictured, queueShows, refused, review } from './steps.mjs';

const settings = (part) => async (page) => {
  await page.evaluate((hash) => (location.hash = hash), `#/settings/${part}`);
  await page.locator('main').getByRole('heading', { level: 1 }).waitFor();
};

/**
 * The desks that screens are on: one that has read the samples, one on which an application is
 * decided and the office's name is set, and one that holds nothing yet.
 */
export async function desks() {
  const decided = await serve(copiedHome());
  await decide(decided, accepted, 'accept');
  await decided.api('notices/office', { method: 'PUT', body: JSON.stringify(office) });
  return { read: await serve(copiedHome()), decided, empty: await serve(copiedHome({ empty: true })) };
}

/** How each comes onto the screen, on the desk `read` unless it says `on` which. */
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
    name: 'batch',
    async show(page) {
      await page.evaluate(() => (location.hash = '#/batch'));
      await page.getByRole('heading', { level: 2, name: '新的批次' }).waitFor();
    },
  },
  {
    name: 'counter',
    async show(page) {
      await page.evaluate(() => (location.hash = '#/counter'));
      const fresh = page.getByRole('button', { name: '新的一位' });
      await page.getByLabel('姓名', { exact: true }).or(fresh).first().waitFor();
      if (await fresh.isVisible()) await fresh.click();
      await page.getByLabel('办理事项').selectOption('endorsement');
      await page.getByLabel('居住证有效期至').fill('2099-01-01');
      await page.getByText('2098-12-02 起可以办理').waitFor();
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
    name: 'notice',
    on: 'decided',
    async show(page) {
      await review(page, accepted);
      await page.keyboard.press('p');
      await paperDrawn(paper(page));
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
  { name: 'settings-capture', show: settings('capture') },
  { name: 'settings-appearance', show: settings('appearance') },
  { name: 'settings-roads', show: settings('roads') },
  {
    name: 'settings-notices',
    async show(page) {
      await settings('notices')(page);
      await paperDrawn(page.getByRole('region', { name: '预览' }));
    },
  },
  { name: 'settings-about', show: settings('about') },
  { name: 'empty', on: 'empty', show: (page) => page.getByRole('heading', { name: '还没有申请' }).waitFor() },
];
