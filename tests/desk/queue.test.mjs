// The queue in a real browser: what waits, what is looked for, and the way in by keyboard.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { copiedHome, open, serve } from './desk.mjs';
import { accepted, drawn, everybody, otherRoom, queueShows, refused, reviewing, row, showDecided } from './steps.mjs';

const desk = await serve(copiedHome());

test('the queue shows each application with what the program advises', async () => {
  const page = await open(desk);
  await queueShows(page, everybody);
  for (const [name, advice] of [['宋冬梅', '可以受理'], ['邱敏', '不予受理'], ['宋旻', '补正材料']]) {
    assert.match(await row(page, name).innerText(), new RegExp(advice));
  }
  assert.match(await row(page, otherRoom.name).innerText(), /1705/);
  assert.deepEqual(page.faults, []);
});

test('the queue is narrowed by advice, by words and by what is open', async () => {
  const page = await open(desk);
  await queueShows(page, everybody);
  await page.getByRole('button', { name: /^补正材料/ }).click();
  await queueShows(page, ['谢喆', '宋旻']);
  await page.getByRole('button', { name: /^全部/ }).click();
  await page.getByRole('searchbox').fill('平南路');
  await queueShows(page, [otherRoom.name]);
  await page.getByRole('searchbox').fill('没有这个人');
  await page.getByText('没有符合条件的申请').waitFor();
  await page.getByRole('searchbox').fill('');
  await queueShows(page, everybody);
  await desk.api(`applications/${accepted.id}/decision`, { method: 'POST', body: JSON.stringify({ kind: 'accept' }) });
  await showDecided(page, 'all');
  await queueShows(page, everybody);
  await showDecided(page, 'open');
  await queueShows(page, everybody.filter((name) => name !== accepted.name));
});

test('arrow keys and Enter open an application, Escape comes back to its row', async () => {
  const page = await open(desk);
  // One of them is decided by now.
  await showDecided(page, 'all');
  await queueShows(page, everybody);
  await page.keyboard.press('ArrowDown');
  for (let at = 0; at < everybody.length && !(await row(page, refused.name).evaluate((e) => e === document.activeElement)); at++) {
    await page.keyboard.press('j');
  }
  await page.keyboard.press('Enter');
  await reviewing(page, refused.name);
  await drawn(page);
  await page.keyboard.press('Escape');
  await queueShows(page, everybody);
});

test('the slash key leads to the search, and Escape leaves it', async () => {
  const page = await open(desk);
  // One of them is decided by now.
  await showDecided(page, 'all');
  await queueShows(page, everybody);
  await page.keyboard.press('/');
  await page.keyboard.type('j1?');
  assert.equal(await page.getByRole('searchbox').inputValue(), 'j1?', 'keys are text in a field');
  assert.equal(await page.getByRole('dialog').count(), 0);
  await page.getByRole('searchbox').fill('');
  await queueShows(page, everybody);
  await page.keyboard.press('Escape');
  await page.waitForFunction(() => document.activeElement?.matches('a[href^="#/review/"]'));
});
