// Reviewing in a real browser: evidence and its place on the page, deciding, taking back, and
// two people at one application.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { copiedHome, open, serve } from './desk.mjs';
import { accepted, advice, decisions, drawn, everybody, holds, looked, note, otherRoom, queueShows, refused, review, reviewing, toast } from './steps.mjs';

test('pointing at a finding lights its place on the page, and the other way round', async () => {
  const page = await open(await serve(copiedHome()));
  await review(page, otherRoom);
  await drawn(page);
  await advice(page).getByRole('button').first().hover();
  await page.waitForFunction(() => document.querySelector('.view polygon.lit'));
  const place = await page.locator('.view polygon.lit').first().getAttribute('data-place');
  await page.mouse.move(5, 400);
  // From the page: a pointer on the region lights what rests on it.
  const box = await page.locator(`.view polygon[data-place="${place}"]`).boundingBox();
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await page.waitForFunction(() => document.querySelector('[data-item].lit, .lit [data-item]'));
  assert.match(await page.locator('.lit').filter({ has: page.locator('[data-item]') }).first().innerText(), /1750|1705/);
  assert.deepEqual(page.faults, []);
});

test('the advice is taken by key, the next opens, and the decision is taken back', async () => {
  const desk = await serve(copiedHome());
  const page = await open(desk);
  await queueShows(page, everybody);
  await page.keyboard.press('Control+Enter');
  await reviewing(page, accepted.name);
  await looked(page);
  await page.keyboard.press('Control+Enter');
  await reviewing(page, '萧雨欣');
  await holds(desk, accepted.id, 'accept');
  await toast(page).getByText(accepted.name).waitFor();
  await page.keyboard.press('Control+z');
  await reviewing(page, accepted.name);
  await holds(desk, accepted.id, null);
  await decisions(page).getByRole('button', { name: /受理/ }).first().waitFor();
});

test('a decision against the advice asks for grounds, and keeps them', async () => {
  const desk = await serve(copiedHome());
  const page = await open(desk);
  await review(page, refused);
  await page.keyboard.press('1');
  await note(page).waitFor();
  await page.waitForFunction(() => document.activeElement?.id === 'note');
  await looked(page);
  await page.keyboard.press('Control+Enter');
  await decisions(page).getByRole('alert').waitFor();
  await holds(desk, refused.id, null);
  await page.keyboard.type('实地查看，确为居住。');
  await page.keyboard.press('Control+Enter');
  const decision = await holds(desk, refused.id, 'accept');
  assert.equal(decision.note, '实地查看，确为居住。');
  assert.equal(decision.advice, 'refuse', 'the advice stands beside it');
});

test('the second of two people to decide is told, and nothing is overwritten', async () => {
  const desk = await serve(copiedHome());
  const [first, second] = [await open(desk), await open(desk)];
  for (const page of [first, second]) await review(page, accepted);
  await looked(first);
  await first.keyboard.press('Control+Enter');
  await holds(desk, accepted.id, 'accept');
  await second.keyboard.press('Control+ArrowDown');
  await toast(second).getByText(/有了新的决定.*页面已显示现在的情况/).waitFor();
  const kept = await desk.api(`applications/${accepted.id}`);
  assert.deepEqual(kept.history.map((d) => d.kind), ['accept'], 'one decision, the first');
  // What the second sees now is what holds.
  await decisions(second).getByText('已受理').waitFor();
});

test('an application that a colleague reviews can be looked at, and not decided', async () => {
  const desk = await serve(copiedHome());
  const [first, second] = [await open(desk, { person: '陈晓' }), await open(desk, { person: '林月' })];
  await review(first, refused);
  await first.waitForFunction(() => document.querySelector('.kinds'));
  await review(second, refused);
  await decisions(second).getByText('正由陈晓审核').waitFor();
  await second.keyboard.press('1');
  assert.equal(await note(second).count(), 0);
  await first.keyboard.press('3');
  await looked(first);
  await first.keyboard.press('Control+Enter');
  assert.equal((await holds(desk, refused.id, 'refuse')).decided_by, '陈晓');
});

test('nobody takes back what somebody else decided meanwhile', async () => {
  const desk = await serve(copiedHome());
  const page = await open(desk);
  await review(page, accepted);
  await looked(page);
  await page.keyboard.press('Control+Enter');
  await holds(desk, accepted.id, 'accept');
  await desk.api(`applications/${accepted.id}/decision`, { method: 'POST', body: JSON.stringify({ kind: 'refuse', reasons: ['同事另有依据'] }) });
  await reviewing(page, '萧雨欣');
  await page.keyboard.press('Control+z');
  await toast(page).getByText(/不是您要撤销的/).waitFor();
  await holds(desk, accepted.id, 'refuse');
});

test('the whole queue is decided with the keyboard alone', async () => {
  const desk = await serve(copiedHome());
  const page = await open(desk);
  await queueShows(page, everybody);
  await page.keyboard.press('Control+Enter');
  for (const name of everybody) {
    await reviewing(page, name);
    await looked(page);
    // One by its own key, with the reasons as they stand; the others as the program advises.
    if (name === refused.name) {
      await page.keyboard.press('3');
      await note(page).waitFor();
    }
    await page.keyboard.press('Control+Enter');
  }
  // The queue opens with what is undecided: nothing is left of that.
  await page.getByText('没有符合条件的申请').waitFor();
  await page.waitForFunction(() => /6 件已决定/.test(document.body.innerText));
  const { rows } = await desk.api('queue');
  assert.deepEqual(rows.map((r) => [r.applicant, r.decision?.kind]), [
    ['宋冬梅', 'accept'], ['萧雨欣', 'accept'], ['谭刚', 'accept'], ['邱敏', 'refuse'], ['谢喆', 'supplement'], ['宋旻', 'supplement'],
  ]);
  assert.deepEqual(page.faults, []);
});
