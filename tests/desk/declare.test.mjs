// The form of a declaration: a paper is taken out of an open application.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { copiedHome, open, serve } from './desk.mjs';
import { accepted, reviewing, toast } from './steps.mjs';

const desk = await serve(copiedHome());
const statement = '亲属关系承诺书.jpg';

test('a paper is taken out after a question, and stays with the declaration before', async () => {
  const { pages } = await desk.api(`applications/${accepted.id}`);
  assert.ok(pages.some((page) => page.file === statement));
  const page = await open(desk, { at: `declare/${accepted.id}`, person: '陈晓' });
  const take = page.getByRole('button', { name: `去掉 ${statement}` });
  const question = page.getByRole('group', { name: `去掉 ${statement}` });

  // The question can be left, by the key as well.
  await take.click();
  await question.waitFor();
  await page.keyboard.press('Escape');
  await question.waitFor({ state: 'detached' });

  await take.click();
  await question.getByRole('button', { name: '确认去掉' }).click();
  await page.getByRole('button', { name: `留下 ${statement}` }).click();
  await take.click();
  await question.getByRole('button', { name: '确认去掉' }).click();
  await page.getByText('提交后去掉').waitFor();
  await page.keyboard.press('Control+Enter');
  await reviewing(page, accepted.name);
  await toast(page).getByText(`已更正 ${accepted.name} 的申报`).waitFor();
  const left = (await desk.api(`applications/${accepted.id}`)).pages;
  assert.deepEqual([...new Set(left.map((one) => one.file))], [...new Set(pages.map((one) => one.file))].filter((file) => file !== statement));

  await page.evaluate((hash) => (location.hash = hash), `#/declare/${accepted.id}`);
  await page.getByText('历次申报').click();
  await page.getByText(`去掉材料：${statement}`).waitFor();
  assert.deepEqual(page.faults, []);
});
