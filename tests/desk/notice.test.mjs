// Papers out in a real browser: from a decision to a numbered PDF, and the office's own words on
// it.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

import { copiedHome, open, read, serve } from './desk.mjs';
import { accepted, decide, decisions, holds, looked, office, otherRoom, paper, paperDrawn, refused, review, reviewing, sheet, toast } from './steps.mjs';

const receipt = (page) => page.getByRole('textbox', { name: '受理回执模板' });
const preview = (page) => page.getByRole('region', { name: '预览' });

async function served({ named = true } = {}) {
  const desk = await serve(copiedHome());
  if (named) await desk.api('notices/office', { method: 'PUT', body: JSON.stringify(office) });
  return desk;
}

/** Waits until another sheet is shown than `before`, and returns it. */
async function changed(page, before) {
  const begun = Date.now();
  for (;;) {
    await paperDrawn(preview(page));
    // The picture may be exchanged while it is read.
    const now = await sheet(preview(page)).catch(() => before);
    if (now !== before) return now;
    assert.ok(Date.now() - begun < 20_000, 'the preview stays as it was');
    await page.waitForTimeout(50);
  }
}

/** What a saved paper says, read by the program itself, without spaces. */
async function saved(page) {
  const coming = page.waitForEvent('download');
  await page.keyboard.press('Control+s');
  const download = await coming;
  const file = await download.path();
  assert.equal(readFileSync(file).subarray(0, 5).toString(), '%PDF-');
  // The program goes by what a file is, and takes its name for the report only.
  const { lines } = read(file);
  return { name: download.suggestedFilename(), text: lines.map((line) => line.text).join('').replaceAll(/\s/g, '') };
}

test('the receipt of the decision just taken opens by key, and is saved under its number', async () => {
  const desk = await served();
  const page = await open(desk, { person: '陈晓' });
  await review(page, accepted);
  await looked(page);
  await page.keyboard.press('Control+Enter');
  await reviewing(page, '萧雨欣');
  await toast(page).getByRole('button', { name: '出具回执' }).waitFor();
  await page.keyboard.press('p');
  const dialog = paper(page);
  await dialog.getByRole('heading', { name: `受理回执 · ${accepted.name}` }).waitFor();
  await paperDrawn(dialog);
  await dialog.getByText('草稿，尚未出具').waitFor();
  const { name, text } = await saved(page);
  await dialog.getByText('已出具').waitFor();
  const [issued] = await desk.api(`applications/${accepted.id}/notices`);
  assert.match(issued.number, /^SL\d{8}-0001$/);
  assert.equal(issued.issued_by, '陈晓');
  await dialog.getByText(issued.number, { exact: true }).waitFor();
  assert.ok(name.includes(issued.number) && name.includes(accepted.name), name);
  for (const said of ['受理回执', accepted.name, issued.number, office.name, accepted.id]) assert.ok(text.includes(said), `${said} in ${text}`);
  assert.deepEqual(page.faults, []);
});

test('only the paper goes to the printer, a sheet of A4, and printing issues it', async () => {
  const desk = await served();
  await decide(desk, refused, 'refuse', ['房屋用途为商业，不能作为居住证明。']);
  const page = await open(desk);
  await page.evaluate(() => {
    window.print = () => {
      window.printed = [...document.querySelectorAll('.print-pages img')].map((img) => img.naturalWidth > 0);
      window.dress = document.documentElement.className;
    };
  });
  await review(page, refused);
  await decisions(page).getByRole('button', { name: '出具通知书' }).click();
  await paperDrawn(paper(page));
  await page.keyboard.press('Control+p');
  await paper(page).getByText('已送往打印').waitFor();
  assert.deepEqual(await page.evaluate(() => window.printed), [true], 'the one page is there when printing begins');
  assert.equal((await desk.api(`applications/${refused.id}/notices`)).length, 1);
  await page.evaluate(() => document.documentElement.classList.add(...window.dress.split(' ')));
  const printed = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
  assert.equal(printed.match(/\/Type\s*\/Page\b/g).length, 1, 'one sheet');
  const [, width, height] = /\/MediaBox\s*\[0 0 ([\d.]+) ([\d.]+)\]/.exec(printed);
  assert.deepEqual([Math.round(width), Math.round(height)], [595, 842], 'A4 in points');
});

test('a decision taken back takes its paper along, and the number stays', async () => {
  const desk = await served();
  await decide(desk, otherRoom, 'supplement', ['室号不一致，请更正。']);
  const page = await open(desk);
  await review(page, otherRoom);
  await page.keyboard.press('p');
  await paperDrawn(paper(page));
  await saved(page);
  const [issued] = await desk.api(`applications/${otherRoom.id}/notices`);
  await page.keyboard.press('Escape');
  await page.getByText('处理记录').click();
  await page.getByText(`编号 ${issued.number}`).waitFor();
  await page.keyboard.press('Control+z');
  await holds(desk, otherRoom.id, null);
  // In the record, which the screen may have folded again.
  await page.getByText('决定已撤销，不再有效').waitFor({ state: 'attached' });
  await page.keyboard.press('p');
  await toast(page).getByText('还没有可出具的文书').waitFor();
  assert.equal(await paper(page).count(), 0);
  await decide(desk, otherRoom, 'accept');
  assert.equal((await desk.api(`applications/${otherRoom.id}/notice`)).number, issued.number);
});

test('without the office\'s name nothing is issued; set in the settings, it stands on the paper', async () => {
  const desk = await served({ named: false });
  await decide(desk, accepted, 'accept');
  const page = await open(desk);
  await review(page, accepted);
  await page.keyboard.press('p');
  await paperDrawn(paper(page));
  await page.keyboard.press('Control+s');
  assert.deepEqual(await desk.api(`applications/${accepted.id}/notices`), []);
  await paper(page).getByRole('link', { name: '去设置' }).click();
  await page.getByLabel('单位名称（与公章一致）').fill('某某镇人民政府');
  await page.getByLabel('编号前缀').fill('MM');
  await page.getByRole('button', { name: '保存单位信息' }).click();
  await page.getByText('已保存，之后出具的文书都会用到').waitFor();
  await review(page, accepted);
  await page.keyboard.press('p');
  await paperDrawn(paper(page));
  const { text } = await saved(page);
  assert.ok(text.includes('某某镇人民政府'), text);
  assert.match(text, /MM\d{8}-0001/);
});

test('a template is edited beside its preview; a faulty one is refused; the first comes back', async () => {
  const desk = await served();
  const page = await open(desk, { at: 'settings/notices' });
  await paperDrawn(preview(page));
  const builtin = await receipt(page).inputValue();
  const first = await sheet(preview(page));

  await receipt(page).fill(builtin.replace('现予受理', '准予受理登记'));
  const second = await changed(page, first);
  await page.getByRole('button', { name: '保存模板' }).click();
  await page.getByText('已保存，之后出具的文书都用它').waitFor();

  // The fifth line asks for what is not there.
  await receipt(page).fill(builtin.replace('#flush[#notice.applicant：]', '\n#notice.aplicant'));
  const fault = page.getByRole('button', { name: /第 5 行.*aplicant/ });
  await fault.waitFor();
  assert.ok(await page.getByRole('button', { name: '保存模板' }).isDisabled());
  await fault.click();
  const marked = await receipt(page).evaluate((area) => area.value.slice(area.selectionStart, area.selectionEnd));
  assert.equal(marked, '#notice.aplicant');
  await page.getByRole('button', { name: '放弃修改' }).click();
  await fault.waitFor({ state: 'detached' });
  assert.ok((await sheet(preview(page))) === second, 'what is in force was not touched');

  await page.getByRole('button', { name: '恢复原样' }).click();
  await page.getByRole('button', { name: '确认恢复' }).click();
  await page.getByText('已恢复为程序自带的模板').waitFor();
  assert.equal(await receipt(page).inputValue(), builtin);
  assert.ok((await changed(page, second)) === first, 'the first is shown again');
  assert.deepEqual(page.faults, []);
});
