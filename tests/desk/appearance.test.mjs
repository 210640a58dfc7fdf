// Colours and text size: a person's choice before the system's, and kept.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { copiedHome, open, serve } from './desk.mjs';
import { drawn, everybody, otherRoom, queueShows, review } from './steps.mjs';

const desk = await serve(copiedHome());
/** Brightness of the ground, 0 to 255. */
const ground = (page) => page.evaluate(() => Number(/\d+/.exec(getComputedStyle(document.body).backgroundColor)[0]));

for (const [scheme, other, is] of [['light', '深色', (n) => n < 60], ['dark', '浅色', (n) => n > 200]]) {
  test(`${other} is shown on a system that is ${scheme}, and after the next start`, async () => {
    const page = await open(desk, { at: 'settings/appearance', scheme });
    const system = await ground(page);
    assert.ok(!is(system), `the system's own: ${system}`);
    await page.getByRole('radio', { name: other }).check();
    assert.ok(is(await ground(page)), 'at once');
    await page.reload();
    await page.getByRole('radio', { name: other }).waitFor();
    assert.ok(is(await ground(page)), 'after the next start');
    await page.getByRole('radio', { name: '跟随系统' }).check();
    assert.equal(await ground(page), system, 'back to the system');
  });
}

test('the text grows without anything lying beside the screen', async () => {
  const page = await open(desk, { at: 'settings/appearance' });
  await page.getByRole('radio', { name: '特大' }).check();
  assert.equal(await page.evaluate(() => getComputedStyle(document.documentElement).fontSize), '20px');
  const wider = () => page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  assert.ok((await wider()) <= 0);
  await page.evaluate(() => (location.hash = '#/'));
  await queueShows(page, everybody);
  assert.ok((await wider()) <= 0);
  await review(page, otherRoom);
  await drawn(page);
  assert.ok((await wider()) <= 0);
});
