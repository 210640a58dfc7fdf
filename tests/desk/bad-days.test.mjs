// Bad days at the desk: it says what happened, in Chinese with the next step, and goes on.

import assert from 'node:assert/strict';
import { closeSync, openSync, readFileSync, readdirSync, rmSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

import { copiedHome, open, root, serve } from './desk.mjs';
import { accepted, decisions, drawn, everybody, holds, looked, note, otherRoom, queueShows, refused, review, toast, showDecided } from './steps.mjs';

/** Where a sample's file lies in a data folder: scans are kept under the hash of what they hold. */
function scanOf(home, sample, file) {
  const { size } = statSync(join(root, 'tests/samples', sample, file));
  const scans = join(home, 'scans');
  const found = readdirSync(scans).flatMap((two) => readdirSync(join(scans, two)).map((rest) => join(scans, two, rest))).filter((path) => statSync(path).size === size);
  assert.equal(found.length, 1);
  return found[0];
}

test('a scan missing from the disk is named on its page, and the other pages stay usable', async () => {
  const home = copiedHome();
  rmSync(scanOf(home, '05-relatives-home-with-statement', 'certificate.jpg'));
  const desk = await serve(home);
  const page = await open(desk);
  await review(page, accepted);
  const pages = page.getByRole('navigation', { name: '材料页' });
  await pages.getByRole('button', { name: /certificate/ }).click();
  const told = page.getByRole('alert');
  await told.getByText(/“certificate\.jpg”不见了.*从备份恢复.*重新导入/).waitFor();
  await pages.getByRole('button', { name: /亲属关系承诺书/ }).click();
  await drawn(page);
  assert.equal(await told.count(), 0, 'the other page has nothing to say');
  await page.keyboard.press('1');
  await holds(desk, accepted.id, 'accept');
});

/** Decides over and over, with less and less to write, until not even a word has room. */
async function fill(desk, id) {
  for (const words of [3000, 1]) {
    for (let at = 0; ; at++) {
      assert.ok(at < 50, 'the disk never fills');
      const body = JSON.stringify({ kind: 'accept', note: '字'.repeat(words) });
      const refusal = await desk.api(`applications/${id}/decision`, { method: 'POST', body }).then(() => null, (error) => error.message);
      if (refusal === null) continue;
      assert.match(refusal, /storage.*磁盘/);
      break;
    }
  }
}

test('a full disk refuses a decision, keeps what was written, and the desk goes on', async () => {
  const home = copiedHome();
  let desk = await serve(home, { blocks: 128 });
  const page = await open(desk);
  await review(page, refused);
  await page.keyboard.press('1');
  await note(page).waitFor();
  await note(page).fill('实地查看，确为居住。');
  await fill(desk, accepted.id);
  const before = await desk.api(`applications/${accepted.id}`);
  assert.ok(before.history.length > 0, 'something had room');
  await looked(page);
  await page.keyboard.press('Control+Enter');
  await toast(page).getByText(/磁盘.*剩余空间/).waitFor();
  assert.equal(await note(page).inputValue(), '实地查看，确为居住。', 'what was written is still there');
  // The desk goes on: the queue, another application and its pages.
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  // Whether the last thing that had room decided an application or took that back, nobody knows.
  await showDecided(page, 'all');
  await queueShows(page, everybody);
  await review(page, otherRoom);
  await drawn(page);
  await desk.stop();

  // There is room again: all that was confirmed is there, and the desk decides.
  desk = await serve(home);
  assert.deepEqual((await desk.api(`applications/${accepted.id}`)).history, before.history);
  assert.equal((await desk.api(`applications/${refused.id}`)).decision, null);
  const again = await open(desk);
  await review(again, refused);
  await looked(again);
  await again.keyboard.press('Control+Enter');
  await holds(desk, refused.id, 'refuse');
});

test('a desk that a newer version wrote says so where the queue would be', async () => {
  const home = copiedHome();
  // Where SQLite keeps `user_version`: four bytes, the highest first, from the 60th on.
  const store = openSync(join(home, 'hezhi.sqlite'), 'r+');
  writeSync(store, Buffer.from([0, 0, 3, 231]), 0, 4, 60);
  closeSync(store);
  const before = readFileSync(join(home, 'hezhi.sqlite'));
  const desk = await serve(home, { closed: true });
  const page = await open(desk);
  await page.getByRole('alert').getByText(/更新版本的核址.*999.*请改用更新版本/).first().waitFor();
  await desk.stop();
  assert.ok(readFileSync(join(home, 'hezhi.sqlite')).equals(before), 'nothing was written');
});

test('a program that has ended is told as such, and the draft stays', async () => {
  const desk = await serve(copiedHome());
  const page = await open(desk);
  await review(page, refused);
  await page.keyboard.press('1');
  await note(page).waitFor();
  await note(page).fill('已电话核实');
  await desk.stop();
  await page.keyboard.press('Control+Enter');
  await toast(page).getByText(/连不上核址程序/).waitFor();
  assert.equal(await note(page).inputValue(), '已电话核实');
  await decisions(page).getByRole('button', { name: /受理，下一件/ }).waitFor();
});
