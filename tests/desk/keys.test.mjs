// Keys: told by `?`, one's own, and quiet while a person writes Chinese.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { copiedHome, open, serve } from './desk.mjs';
import { decisions, holds, note, otherRoom, refused, review, reviewing } from './steps.mjs';

const home = copiedHome();
const desk = await serve(home);

/** In the settings: the button with the key of an action. */
const keyOf = (page, label) => page.getByRole('button', { name: new RegExp(`^“${label}”(的键|：请按键)`) });

test('the question mark shows the keys of the screen', async () => {
  const page = await open(desk);
  await review(page, refused);
  await page.keyboard.press('?');
  const keys = page.getByRole('dialog', { name: '键盘操作' });
  for (const words of ['受理', '要求补正', '不予受理', '撤销决定', '放大']) await keys.getByText(words, { exact: true }).waitFor();
  await page.keyboard.press('1');
  assert.equal(await note(page).count(), 0, 'a dialog keeps the keys of the screen behind it quiet');
  await page.keyboard.press('Escape');
  await keys.waitFor({ state: 'detached' });
});

test('a key of one’s own does it, the old one no more, after the next start too', async () => {
  const page = await open(desk, { at: 'settings/keys' });
  await keyOf(page, '受理').click();
  await page.keyboard.press('2');
  await page.getByRole('alert').getByText('已用于“要求补正”').waitFor();
  await page.keyboard.press('Control+Space');
  await page.getByRole('alert').getByText('归输入法').waitFor();
  await page.keyboard.press('g');
  await page.getByRole('status').getByText('“受理”改好了').waitFor();
  await page.reload();
  await review(page, refused);
  await page.keyboard.press('1');
  await page.keyboard.press('?');
  const shown = page.getByRole('dialog').locator('dt', { has: page.getByText('G', { exact: true }) });
  await shown.waitFor();
  await page.keyboard.press('Escape');
  assert.equal(await note(page).count(), 0, 'the old key rests');
  await page.keyboard.press('g');
  await note(page).waitFor();
  await page.keyboard.press('Escape');
  await page.evaluate(() => (location.hash = '#/settings/keys'));
  await page.getByRole('button', { name: '“受理”恢复原来的键' }).click();
  assert.match(await keyOf(page, '受理').innerText(), /1/);
});

test('keys go with the person', async () => {
  const page = await open(desk, { at: 'settings/person' });
  const sits = async (name) => {
    await page.evaluate(() => (location.hash = '#/settings/person'));
    await page.getByRole('textbox', { name: '姓名' }).fill(name);
    await page.getByRole('button', { name: '保存' }).click();
    await page.getByRole('banner').getByText(name).waitFor();
    await page.evaluate(() => (location.hash = '#/settings/keys'));
  };
  await sits('陈晓');
  await keyOf(page, '整页').click();
  await page.keyboard.press('F6');
  await sits('林月');
  await keyOf(page, '整页').click();
  await page.keyboard.press('F8');
  await sits('陈晓');
  assert.match(await keyOf(page, '整页').innerText(), /F6/);
});

test('single keys can be switched off; the others stay', async () => {
  const page = await open(desk, { at: 'settings/keys' });
  await page.getByRole('checkbox', { name: /使用单键/ }).uncheck();
  await review(page, refused);
  await page.keyboard.press('1');
  await page.keyboard.press('ArrowDown');
  await page.waitForFunction(() => document.activeElement?.matches('[data-item]'));
  assert.equal(await note(page).count(), 0);
});

test('keys rest while a person types', async () => {
  const page = await open(desk);
  await review(page, otherRoom);
  await page.keyboard.press('3');
  await note(page).focus();
  await page.keyboard.type('12340+-rn/?');
  assert.equal(await note(page).inputValue(), '12340+-rn/?');
  await reviewing(page, otherRoom.name);
  assert.equal(await page.getByRole('dialog').count(), 0);
});

test('keys rest while an input method composes', async () => {
  const page = await open(desk);
  await review(page, otherRoom);
  await page.keyboard.press('3');
  await note(page).focus();
  const browser = await page.context().newCDPSession(page);
  await browser.send('Input.imeSetComposition', { text: 'juzhu', selectionStart: 5, selectionEnd: 5 });
  await page.waitForFunction(() => document.activeElement?.value === 'juzhu');
  // The keys by which a candidate is chosen, or given up, as the browser reports them.
  await page.evaluate(() => {
    const field = document.activeElement;
    const press = (key, more) => field.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...more }));
    press('Enter', { ctrlKey: true, isComposing: true });
    press('Escape', { isComposing: true });
    // WebKit tells it by the key code alone.
    const late = new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, cancelable: true });
    Object.defineProperty(late, 'keyCode', { value: 229 });
    field.dispatchEvent(late);
  });
  assert.equal(await note(page).inputValue(), 'juzhu', 'the draft is still there');
  await browser.send('Input.insertText', { text: '居住' });
  assert.equal(await note(page).inputValue(), '居住');
  await holds(desk, otherRoom.id, null);
  // Composed, the same keys act again.
  await page.keyboard.press('Escape');
  await note(page).waitFor({ state: 'detached' });
  await decisions(page).waitFor();
});

test('a search by pinyin waits for the characters', async () => {
  const page = await open(desk);
  const asked = [];
  page.on('request', (request) => request.url().includes('/api/queue?') && asked.push(decodeURIComponent(request.url())));
  await page.getByRole('searchbox').focus();
  const browser = await page.context().newCDPSession(page);
  await browser.send('Input.imeSetComposition', { text: 'song', selectionStart: 4, selectionEnd: 4 });
  await browser.send('Input.insertText', { text: '宋' });
  await page.waitForFunction(() => document.querySelectorAll('a[href^="#/review/"]').length === 2);
  assert.deepEqual(asked.filter((url) => url.includes('song')), []);
});
