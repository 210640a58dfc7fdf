// English: chosen in the settings, at once, kept, and without anything cut.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { AxeBuilder } from '@axe-core/playwright';

import { copiedHome, open, serve } from './desk.mjs';
import { drawn, everybody, otherRoom, queueShows } from './steps.mjs';

const desk = await serve(copiedHome());
const lang = (page) => page.evaluate(() => document.documentElement.lang);
const go = (page, hash) => page.evaluate((to) => (location.hash = to), `#/${hash}`);

async function inEnglish(options = {}) {
  const page = await open(desk, { at: 'settings/appearance', ...options });
  await page.getByRole('radio', { name: 'English' }).check();
  await page.getByRole('heading', { level: 1, name: 'Appearance' }).waitFor();
  return page;
}

test('English is chosen at once, is there after the next start, and Chinese again', async () => {
  const page = await open(desk, { at: 'settings/appearance' });
  assert.equal(await lang(page), 'zh-CN');
  await page.getByRole('radio', { name: 'English' }).check();
  await page.getByRole('heading', { level: 1, name: 'Appearance' }).waitFor();
  assert.equal(await lang(page), 'en');
  assert.equal(await page.evaluate(() => document.activeElement?.value), 'en', 'the person stays at what they chose');
  await page.waitForFunction(() => document.title === 'Hezhi · Settings · Appearance');
  await page.reload();
  await page.getByRole('navigation', { name: 'Main pages' }).waitFor();
  assert.equal(await lang(page), 'en');
  await go(page, 'settings/appearance');
  await page.getByRole('radio', { name: '中文' }).check();
  await page.getByRole('heading', { level: 1, name: '外观' }).waitFor();
  assert.equal(await lang(page), 'zh-CN');
  assert.deepEqual(page.faults, []);
});

test('a reviewer works in English, and the record stays as it is', async () => {
  const page = await inEnglish();
  await page.getByRole('link', { name: 'Queue' }).click();
  await queueShows(page, everybody);
  await page.getByText('6 listed; of those that match, 6 undecided and 0 decided.').waitFor();
  await go(page, `review/${otherRoom.id}`);
  await page.getByRole('heading', { level: 1, name: otherRoom.name, exact: true }).waitFor();
  const advice = page.getByRole('region', { name: 'Advice' });
  await advice.getByRole('heading', { name: 'Advice: Supplement' }).waitFor();
  await advice.getByText('Declared address differs from the proof').waitFor();
  const sentence = await advice.locator('[lang="zh-CN"]').first().innerText();
  assert.match(sentence, /1750/, 'the finding in the words of the office');
  await drawn(page);
  await page.keyboard.press('1');
  await page.getByText('Advised: Supplement. Your decision: Accept.').waitFor();
  await page.keyboard.press('Escape');
  await page.keyboard.press('?');
  await page.getByRole('dialog', { name: 'Keys' }).getByText('Pass on to a colleague').waitFor();
  await page.keyboard.press('Escape');
  assert.deepEqual(page.faults, []);
});

test('an error of the desk says in English what its code means, above its own words', async () => {
  const page = await inEnglish();
  await go(page, 'review/CN-2026-999999');
  const alert = page.getByRole('alert');
  await alert.getByText('This is no longer there.').waitFor();
  assert.match(await alert.locator('[lang="zh-CN"]').innerText(), /CN-2026-999999/);
});

test('no screen in English breaks WCAG 2.2 AA, lies beside the screen or cuts its words', async (t) => {
  const page = await inEnglish();
  const screens = ['', `review/${otherRoom.id}`, 'overview', 'batch', 'rules', 'declare', 'settings/keys', 'settings/roads', 'settings/notices', 'settings/about'];
  for (const hash of screens) {
    await t.test(hash || 'queue', async () => {
      await go(page, hash);
      if (hash === '') await queueShows(page, everybody);
      else if (hash.startsWith('review')) await drawn(page);
      else await page.locator('main').getByRole('heading').first().waitFor();
      await page.waitForTimeout(300);
      const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']).setLegacyMode().analyze();
      assert.deepEqual(violations.map(({ id, nodes }) => `${id}: ${nodes.map((n) => n.target.join(' ')).join(' | ')}`), []);
      assert.deepEqual(await page.evaluate(cut), []);
      assert.ok((await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)) <= 0);
    });
  }
});

test('the decisions in English fit in the largest text too', async () => {
  const page = await inEnglish();
  await page.getByRole('radio', { name: 'Larger' }).check();
  await go(page, `review/${otherRoom.id}`);
  await drawn(page);
  assert.deepEqual(await page.evaluate(cut), []);
});

/** In the page: words that do not fit what holds them. Names of files and people may be shortened. */
function cut() {
  const shown = [...document.querySelectorAll('button, a.button, nav a, th, dt, legend, label, h1, h2, .chip, .waits, .relation')];
  return shown
    .filter((e) => e.offsetParent !== null && !e.closest('[lang="zh-CN"], .unseen, nav[aria-label="Pages"]'))
    .filter((e) => (e.scrollWidth > e.clientWidth + 1 && getComputedStyle(e).display !== 'inline') || e.getBoundingClientRect().right > innerWidth)
    .map((e) => `${e.tagName} ${e.textContent.trim()}: ${e.scrollWidth} in ${e.clientWidth}, to ${e.getBoundingClientRect().right}`);
}
