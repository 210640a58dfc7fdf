// A whole case at the counter with a scanner, and a jam in the middle of it: no file dialog, no
// file, only keys.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

import { copiedHome, open, root, serve } from './desk.mjs';
import { flatbed, jamming, layOnGlass, noScanner, onlyVirtualScanners } from './glass.mjs';
import { office, paper, paperDrawn } from './steps.mjs';

onlyVirtualScanners();
const desk = await serve(copiedHome({ empty: true }));
const folder = '05-relatives-home-with-statement';
const her = JSON.parse(readFileSync(join(root, 'tests/samples', folder, 'application.json'), 'utf8'));
/** A page is read by a program without optimisation, on a machine that does other things too. */
const READ = { timeout: 120_000 };

test('two sheets are scanned, the feeder jams in between, and the receipt comes out', { skip: noScanner }, async () => {
  await desk.api('notices/office', { method: 'PUT', body: JSON.stringify(office) });
  await desk.api('capture/settings', { method: 'PUT', body: JSON.stringify({ profiles: [flatbed, jamming], addresses: [], watched: null }) });
  const page = await open(desk, { at: 'counter', person: '陈晓' });
  await page.getByLabel('姓名', { exact: true }).waitFor();
  const bar = page.getByRole('region', { name: '扫描和拍照' });
  const verdict = page.getByRole('region', { name: '结论' });
  await bar.getByRole('button', { name: /平板/ }).waitFor();

  await layOnGlass(page, folder, 'certificate.jpg');
  await page.keyboard.press('F6');
  await page.locator('section.pages li').getByText('房地产权证').waitFor(READ);
  // While it is read and the clerk types, the next sheet goes wrong: nothing is lost by it.
  await page.getByLabel('姓名', { exact: true }).fill(her.applicant.name);
  await page.keyboard.press('F7');
  await bar.getByRole('alert').filter({ hasText: '取出纸并抚平' }).waitFor();
  assert.equal(await page.locator('section.pages li').count(), 1);
  assert.equal(await page.getByLabel('姓名', { exact: true }).inputValue(), her.applicant.name);
  await layOnGlass(page, folder, '亲属关系承诺书.jpg');
  await page.keyboard.press('F6');
  await page.getByLabel('公民身份号码', { exact: true }).fill(her.applicant.id_number);
  await page.getByLabel('现居住地址', { exact: true }).fill(her.residence.address);
  await page.getByLabel('自有或亲属住房').check();
  await page.getByLabel('权利人是申请人的').selectOption('parent');
  await page.getByLabel('权利人姓名', { exact: true }).fill(her.residence.holder_name);
  await page.locator('section.pages li').getByText('亲属关系承诺书').waitFor(READ);
  await verdict.locator('.banner').getByText('可以受理').waitFor(READ);
  const unseen = verdict.getByRole('button', { name: '验原件' });
  for (let at = 0; at < 6 && (await unseen.isVisible()); at++) {
    await page.keyboard.press('F9');
    await page.waitForTimeout(500);
  }
  await page.keyboard.press('Control+Enter');
  await paper(page).getByText('受理回执').first().waitFor();
  await paperDrawn(paper(page));
  const { rows } = await desk.api('queue');
  assert.deepEqual(rows.map((row) => [row.applicant, row.channel, row.decision?.kind]), [[her.applicant.name, 'counter', 'accept']]);
  await page.context().close();
});
