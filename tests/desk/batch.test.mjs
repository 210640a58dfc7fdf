// Batches in a real browser: a folder is looked at, read, paused and gone on with, and its results
// are saved and opened.

import assert from 'node:assert/strict';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';

import { AxeBuilder } from '@axe-core/playwright';

import { copiedHome, open, root, samples, serve } from './desk.mjs';

// The samples were read in this data folder: a batch of them takes no reader.
const desk = await serve(copiedHome());
const folders = [];
after(() => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true })));

/** A folder of one's own with these samples in it. */
function folderOf(names, prefix = '批 次-') {
  const folder = mkdtempSync(join(tmpdir(), prefix));
  folders.push(folder);
  for (const name of names) cpSync(join(root, 'tests/samples', name), join(folder, name), { recursive: true });
  return folder;
}

const box = (page) => page.getByRole('textbox', { name: '文件夹' });

async function look(page, folder) {
  await box(page).fill(folder);
  await page.keyboard.press('Enter');
  await page.getByRole('list', { name: '文件夹里有' }).waitFor();
}

async function finished(page) {
  await page.locator('.head .chip', { hasText: '已完成' }).waitFor({ timeout: 120_000 });
}

async function accessible(page) {
  const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']).setLegacyMode().analyze();
  assert.deepEqual(violations.map(({ id, nodes }) => `${id}: ${nodes.map((n) => n.target.join(' ')).join(' | ')}`), []);
  assert.ok((await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)) <= 0, 'nothing lies beside the screen');
}

test('a folder is looked at, read to its end, and each application opens', async () => {
  const folder = folderOf(samples);
  mkdirSync(join(folder, '坏的'));
  writeFileSync(join(folder, '坏的/application.json'), '{ 坏的 }');
  const page = await open(desk);
  await page.keyboard.press('b');
  await page.getByRole('heading', { level: 1, name: '批量导入' }).waitFor();
  // As a file manager copies it.
  await look(page, `"${folder}"`);
  assert.match(await page.getByRole('list', { name: '文件夹里有' }).innerText(), /7\s*件申请/);
  await accessible(page);
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => /^#\/batch\/\d+$/.test(location.hash));
  await finished(page);
  const progress = page.getByRole('region', { name: '进度' });
  assert.match(await progress.innerText(), /7\s*\/ 7/);
  assert.match(await progress.innerText(), /申报内容有误\s*1/);
  const failed = page.getByRole('button', { name: /^未完成/ });
  await failed.click();
  assert.equal(await failed.getAttribute('aria-pressed'), 'true');
  await page.getByRole('list', { name: '这一批的申请' }).getByText('坏的', { exact: true }).waitFor();
  await page.keyboard.press('ArrowDown');
  await page.getByRole('region', { name: '选中申请的问题' }).getByText('申报内容有误').waitFor();
  await accessible(page);
  await page.getByRole('button', { name: /^已完成/ }).click();
  const rows = page.getByRole('list', { name: '这一批的申请' }).getByRole('link');
  await rows.first().waitFor();
  assert.equal(await rows.count(), 6);
  await rows.filter({ hasText: samples[0] }).click();
  await page.getByRole('region', { name: '程序建议' }).waitFor();
  await page.goBack();
  await finished(page);
  await page.keyboard.press('Escape');
  await page.getByRole('heading', { name: '已有的批次' }).waitFor();
  await page.getByRole('link', { name: new RegExp('已完成.*7 / 7 件') }).waitFor();
  assert.deepEqual(page.faults, []);
});

test('results are saved in three forms, from what was read', async () => {
  const [batch] = await desk.api('batches');
  const page = await open(desk, { at: `batch/${batch.id}` });
  await finished(page);
  for (const [name, begins, holds] of [
    [/^XLSX/, 'PK', null],
    [/^CSV/, '\u{feff}"编号"', '宋冬梅'],
    [/^JSON Lines/, '{"application":', 'CN-2026-000107'],
  ]) {
    await page.keyboard.press('Control+s');
    const saved = page.waitForEvent('download');
    await page.getByRole('dialog', { name: '保存结果' }).getByRole('button', { name }).click();
    const download = await saved;
    assert.match(download.suggestedFilename(), /^核查结果 批 次-.* \d{4}-\d{2}-\d{2}\.(xlsx|csv|jsonl)$/);
    const content = readFileSync(await download.path());
    assert.ok(content.toString('utf8').startsWith(begins), `${download.suggestedFilename()} begins as it should`);
    if (holds) assert.ok(content.toString('utf8').includes(holds));
    await page.getByText('结果已保存。').waitFor();
  }
  const lines = readFileSync(await downloaded(page, batch, 'jsonl')).toString().trim().split('\n');
  assert.equal(lines.length, 6);
  assert.ok(lines.every((line) => JSON.parse(line).verdict));
});

async function downloaded(page, batch, form) {
  await page.keyboard.press('Control+s');
  const saved = page.waitForEvent('download');
  await page.getByRole('dialog').getByRole('button', { name: form === 'jsonl' ? /^JSON/ : /^XLSX/ }).click();
  return (await saved).path();
}

test('a batch is paused, goes on, and is stopped only when one is sure', async () => {
  // Scans that nobody has read yet: there is time to pause.
  const reading = await serve(copiedHome({ empty: true }));
  const folder = folderOf(['01-own-home-new-certificate', '03-leased-home-filing-notice', '06-shop-declared-as-home']);
  const page = await open(reading, { at: 'batch' });
  await look(page, folder);
  await page.getByRole('button', { name: '开始导入' }).click();
  await page.getByRole('button', { name: /^暂停/ }).click();
  await page.locator('.head .chip', { hasText: '已暂停' }).waitFor();
  const [{ id }] = await reading.api('batches');
  assert.equal((await reading.api(`batches/${id}`)).state, 'paused');
  await page.keyboard.press('h');
  await page.locator('.head .chip', { hasText: '正在识读' }).waitFor();
  await page.getByRole('combobox', { name: '识读可以占用' }).selectOption('1');
  await page.waitForFunction(() => document.querySelector('.cores select')?.value === '1');
  assert.equal(await reading.api('batches/cores'), 1);
  await page.getByRole('button', { name: '停止…' }).click();
  await page.getByRole('dialog', { name: '停止这一批' }).waitFor();
  await accessible(page);
  await page.keyboard.press('Enter');
  assert.equal(await page.getByRole('dialog').count(), 0, 'Enter does not stop it');
  assert.notEqual((await reading.api(`batches/${id}`)).state, 'stopped');
  await page.getByRole('button', { name: '停止…' }).click();
  await page.getByRole('dialog').getByRole('button', { name: '停止', exact: true }).click();
  await page.locator('.head .chip', { hasText: '已停止' }).waitFor();
  assert.equal((await reading.api(`batches/${id}`)).state, 'stopped');
  assert.deepEqual(page.faults, []);
});

test('the columns of a table are mapped, what is lacking is told, and it is remembered', async () => {
  const folder = folderOf([]);
  cpSync(join(root, 'tests/samples/06-shop-declared-as-home'), join(folder, '甲'), { recursive: true });
  rmSync(join(folder, '甲/application.json'));
  writeFileSync(join(folder, '名单.csv'), '\u{feff}甲乙丙,谁,住在\r\nT-1,邱敏,上海市松江区朱泾镇大堰路917弄61号1908室\r\n');
  const page = await open(desk, { at: 'batch' });
  await look(page, folder);
  await page.getByRole('radio', { name: /名单\.csv/ }).check();
  const start = page.getByRole('button', { name: '开始导入' });
  assert.ok(await start.isDisabled(), 'nobody knows which column is the name');
  await page.getByText(/还缺：.*姓名/).waitFor();
  await page.getByRole('button', { name: '核对各列…' }).click();
  const dialog = page.getByRole('dialog', { name: '表格的各列是什么' });
  await dialog.getByText('邱敏').waitFor();
  await accessible(page);
  await dialog.getByRole('combobox', { name: '谁' }).selectOption('name');
  await dialog.getByRole('combobox', { name: '住在' }).selectOption('name');
  await dialog.getByText(/有两列都对应/).waitFor();
  await dialog.getByRole('combobox', { name: '住在' }).selectOption('address');
  await dialog.getByRole('combobox', { name: '甲乙丙' }).selectOption('id');
  await dialog.getByRole('button', { name: '好了' }).click();
  await page.getByRole('combobox', { name: '办理事项' }).selectOption('registration');
  await page.getByLabel('提交日期').fill('2026-03-05');
  await start.click();
  await page.waitForFunction(() => /^#\/batch\/\d+$/.test(location.hash));
  await finished(page);
  assert.equal((await desk.api('applications/T-1')).application.applicant.name, '邱敏');
  await page.evaluate(() => (location.hash = '#/batch'));
  await look(page, folder);
  await page.getByRole('radio', { name: /名单\.csv/ }).check();
  await page.getByText('与上次同样的表头').waitFor();
});

test('a path that is not there says so, and the path stays to be mended', async () => {
  const page = await open(desk, { at: 'batch' });
  await box(page).fill('/没有这个文件夹');
  await page.keyboard.press('Enter');
  assert.match(await page.getByRole('alert').innerText(), /没有这个文件夹/);
  assert.equal(await box(page).inputValue(), '/没有这个文件夹');
});

for (const view of [{ scheme: 'dark' }, { width: 683, height: 384, scale: 2 }, { scheme: 'dark', width: 683, height: 384, scale: 2 }]) {
  test(`both screens are accessible: ${JSON.stringify(view)}`, async () => {
    const [batch] = await desk.api('batches');
    for (const at of ['batch', `batch/${batch.id}`]) {
      const page = await open(desk, { at, ...view });
      await page.getByRole('heading', { level: 1 }).waitFor();
      await page.waitForTimeout(400);
      await accessible(page);
      await page.context().close();
    }
  });
}
