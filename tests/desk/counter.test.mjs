// The counter, driven as a clerk does: papers come in, the form is filled by keys, the verdict
// stands beside it, a paper goes out, and nothing of the person stays.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

import { copiedHome, open, root, serve } from './desk.mjs';
import { office, paper, paperDrawn } from './steps.mjs';

const desk = await serve(copiedHome({ empty: true }));
await desk.api('notices/office', { method: 'PUT', body: JSON.stringify(office) });

/** A home of her father's, with the statement that he is: two papers, complete. */
const folder = '05-relatives-home-with-statement';
const her = declared(folder);
const certificate = scan(folder, 'certificate.jpg');
const statement = scan(folder, '亲属关系承诺书.jpg');

/** A page is read by a program without optimisation, on a machine that does other things too. */
const READ = { timeout: 120_000 };

function declared(sample) {
  return JSON.parse(readFileSync(join(root, 'tests/samples', sample, 'application.json'), 'utf8'));
}

function scan(sample, name) {
  return { name, bytes: readFileSync(join(root, 'tests/samples', sample, name)).toString('base64') };
}

async function atTheCounter() {
  const page = await open(desk, { at: 'counter', person: '陈晓' });
  await page.getByRole('heading', { level: 1, name: '窗口办理' }).waitFor();
  const fresh = page.getByRole('button', { name: '新的一位' });
  await page.getByLabel('姓名', { exact: true }).or(fresh).first().waitFor();
  if (await fresh.isVisible()) await fresh.click();
  await page.getByLabel('姓名', { exact: true }).waitFor();
  return page;
}

/** Puts scans in by pasting, all at once. */
async function paste(page, ...scans) {
  await page.evaluate((all) => {
    const data = new DataTransfer();
    for (const { name, bytes } of all) {
      const content = Uint8Array.from(atob(bytes), (c) => c.charCodeAt(0));
      data.items.add(new File([content], name, { type: name.endsWith('.pdf') ? 'application/pdf' : 'image/jpeg' }));
    }
    document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
  }, scans);
}

/** The same sheet out of focus. */
async function blurred(page, { bytes }) {
  return page.evaluate(async (jpeg) => {
    const image = new Image();
    image.src = `data:image/jpeg;base64,${jpeg}`;
    await image.decode();
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [image.naturalWidth, image.naturalHeight];
    const context = canvas.getContext('2d');
    context.filter = `blur(${Math.round(image.naturalWidth / 90)}px)`;
    context.drawImage(image, 0, 0);
    return canvas.toDataURL('image/jpeg', 0.9).split(',')[1];
  }, bytes);
}

async function read(page, pages) {
  await page.getByRole('region', { name: '材料' }).locator('li').nth(pages - 1).waitFor();
  await page.waitForFunction(() => !/正在识读/.test(document.querySelector('main').innerText), null, READ);
}

const verdict = (page) => page.getByRole('region', { name: '结论' });
const concluded = (page, words) => verdict(page).locator('.banner').getByText(words).waitFor(READ);
const field = (page, name) => page.getByLabel(name, { exact: true });

/** What the person tells, typed; Enter goes on. */
async function tell(page, { applicant, residence }) {
  await field(page, '姓名').fill(applicant.name);
  await field(page, '公民身份号码').fill(applicant.id_number);
  await field(page, '现居住地址').fill(residence.address);
}

async function relative(page, relation, name) {
  await page.getByLabel('权利人是申请人的').selectOption(relation);
  await field(page, '权利人姓名').fill(name);
}

/** Every original that is asked for, one after the other, by the key. */
async function seeOriginals(page) {
  const left = verdict(page).getByRole('button', { name: '验原件' });
  for (let at = 0; at < 6 && (await left.isVisible()); at++) {
    await page.keyboard.press('F9');
    await page.waitForTimeout(500);
  }
}

test('complete: two papers in, three values told, two from paper and confirmed, the receipt out', async () => {
  const page = await atTheCounter();
  await paste(page, certificate, statement);
  await tell(page, her);
  await read(page, 2);
  // The basis is filled in from the certificate, and confirmed with the person.
  await page.keyboard.press('F4');
  await page.getByText('取自材料，请念给本人核对').first().waitFor();
  assert.ok(await page.getByLabel('自有或亲属住房').isChecked());
  await relative(page, 'parent', her.residence.holder_name);
  await verdict(page).getByRole('button', { name: /与本人核对/ }).waitFor();
  await concluded(page, '还没有结论');
  await page.keyboard.press('F2');
  await page.getByText('取自材料，陈晓已与本人核对').waitFor();
  await concluded(page, '可以受理');
  // Not before the originals were seen.
  await page.keyboard.press('Control+Enter');
  await verdict(page).getByText('还没有验原件').waitFor();
  await seeOriginals(page);
  await page.keyboard.press('Control+Enter');
  await paper(page).getByText('受理回执').first().waitFor();
  await paperDrawn(paper(page));

  // The slate behind it is clean.
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await nothingOf(page, her);
  const { rows } = await desk.api('queue');
  const [made] = rows.filter((row) => row.applicant === her.applicant.name);
  assert.equal(made.channel, 'counter');
  assert.equal(made.decision.kind, 'accept');
  assert.equal(made.decision.advice, 'accept');
  assert.match(made.decision.note, /已验原件/);
  assert.deepEqual(page.faults.filter((fault) => !/409|400/.test(fault)), []);
  await page.context().close();
});

/** Neither on the screen, nor in its elements, nor in what the browser keeps. */
async function nothingOf(page, { applicant, residence }) {
  await page.getByText('把材料放上扫描仪').waitFor();
  const kept = await page.evaluate(() => {
    const fields = [...document.querySelectorAll('input, textarea, select')].map((e) => e.value);
    return [document.documentElement.outerHTML, ...fields, JSON.stringify(localStorage), JSON.stringify(sessionStorage)].join('\n');
  });
  for (const secret of [applicant.name, applicant.id_number, residence.address, residence.holder_name].filter(Boolean)) {
    assert.ok(!kept.includes(secret), `${secret} is left behind`);
  }
  assert.equal(await page.locator('section.pages img').count(), 0);
  assert.deepEqual((await desk.api('visits')).filter((visit) => visit.pages > 0), []);
}

test('incomplete, the list of what to bring, and back with its number: only the missing paper is taken in', async () => {
  const other = declared('07-other-flat-1750-instead-of-1705');
  // The other person of the same home's owner: her certificate alone, without the statement.
  const page = await atTheCounter();
  const applicant = { name: '宋春梅', id_number: other.applicant.id_number };
  await paste(page, certificate);
  await tell(page, { applicant, residence: her.residence });
  await page.getByLabel('自有或亲属住房').check();
  await relative(page, 'parent', her.residence.holder_name);
  await read(page, 1);
  await concluded(page, '补正材料');
  await page.locator('.list li').filter({ hasText: '亲属关系' }).getByText('缺').waitFor();
  await verdict(page).getByText('没有亲属关系证明').waitFor();
  await page.keyboard.press('Control+Enter');
  await paper(page).getByText('一次性告知书').first().waitFor();
  await paperDrawn(paper(page));
  // Printed by one key: it gets its number then.
  await page.evaluate(() => (window.print = () => (window.printed = true)));
  await page.keyboard.press('Control+p');
  await page.getByText('已送往打印。').waitFor();
  const [{ id }] = (await desk.api('queue')).rows.filter((row) => row.applicant === applicant.name);
  const [{ number }] = await desk.api(`applications/${id}/notices`);
  assert.match(number, /^SL\d{8}-\d{4}$/);
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await nothingOf(page, { applicant, residence: her.residence });

  // A scanner for codes types the number and Enter.
  await page.keyboard.press('F3');
  await page.keyboard.type(number);
  await page.keyboard.press('Enter');
  await page.getByText(`补件：${id}`).waitFor();
  assert.equal(await field(page, '姓名').inputValue(), applicant.name);
  await page.getByText('上次已收').waitFor();
  await page.getByText('上次告知补正：').waitFor();
  const missing = page.locator('.list li').filter({ hasText: '缺' });
  assert.equal(await missing.count(), 1, 'only what is missing is asked for');
  await paste(page, statement);
  await read(page, 2);
  // The statement names somebody else: it is looked at, and not accepted in passing.
  await verdict(page).getByText(/亲属关系/).first().waitFor();
  assert.equal(await verdict(page).locator('.banner').getByText('可以受理').count(), 0);
  await page.keyboard.press('F10');
  await page.getByRole('button', { name: '删去，下一位' }).click();
  await nothingOf(page, { applicant, residence: her.residence });
  await page.context().close();
});

test('incomplete then complete by its number', async () => {
  const page = await atTheCounter();
  await paste(page, certificate);
  await tell(page, her);
  await page.getByLabel('自有或亲属住房').check();
  await relative(page, 'parent', her.residence.holder_name);
  await read(page, 1);
  await concluded(page, '补正材料');
  await page.keyboard.press('Control+Enter');
  await paper(page).getByText('一次性告知书').first().waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  const mine = (await desk.api('queue')).rows.filter((row) => row.applicant === her.applicant.name && row.decision?.kind === 'supplement');
  const { id } = mine[0];
  await page.keyboard.press('F3');
  await page.keyboard.type(id);
  await page.keyboard.press('Enter');
  await page.getByText(`补件：${id}`).waitFor();
  await paste(page, statement);
  await read(page, 2);
  await concluded(page, '可以受理');
  await seeOriginals(page);
  await page.keyboard.press('Control+Enter');
  await paper(page).getByText('受理回执').first().waitFor();
  const { history, pages } = await desk.api(`applications/${id}`);
  assert.deepEqual(history.map((one) => one.kind), ['accept', 'supplement']);
  assert.deepEqual([...new Set(pages.map((one) => one.file))].length, 2);
  await page.context().close();
});

test('a wrong paper is told at once, before everything is typed', async () => {
  const page = await atTheCounter();
  await paste(page, scan('06-shop-declared-as-home', 'IMG_8350.pdf'));
  await read(page, 1);
  await verdict(page).getByText('商业或生产用房').or(verdict(page).getByText('不能用于办理')).first().waitFor(READ);
  await page.keyboard.press('F10');
  await page.getByRole('button', { name: '删去，下一位' }).click();

  const lease = declared('03-leased-home-filing-notice');
  await page.getByText('把材料放上扫描仪').waitFor();
  await paste(page, scan('03-leased-home-filing-notice', '备案通知书.pdf'));
  await tell(page, lease);
  await page.getByLabel('自有或亲属住房').check();
  await read(page, 1);
  await verdict(page).getByText(/应交房地产权证明/).first().waitFor(READ);
  await page.locator('.list li').filter({ hasText: '房地产权证明' }).getByText('缺').waitFor();
  // It was the way of living that was wrong, not the paper.
  await page.getByLabel('租赁住房').check();
  await page.locator('.list li').filter({ hasText: '备案证明' }).getByText('已有').waitFor();
  await page.keyboard.press('F10');
  await page.getByRole('button', { name: '删去，下一位' }).click();
  await nothingOf(page, lease);
  await page.context().close();
});

test('an unreadable page is said so at once, and the next scan takes its place', async () => {
  const page = await atTheCounter();
  const poor = { name: 'blurred.jpg', bytes: await blurred(page, certificate) };
  await paste(page, poor);
  await read(page, 1);
  await page.locator('.poor').waitFor();
  // Somebody flattens the sheet and lays it down again.
  await page.waitForTimeout(3500);
  await paste(page, certificate);
  await read(page, 2);
  await page.getByText('已重扫，未计入').waitFor(READ);
  await page.locator('section.pages li').first().getByText('房地产权证').waitFor();
  assert.equal(await page.locator('.poor').count(), 0);
  await page.keyboard.press('F10');
  await page.getByRole('button', { name: '删去，下一位' }).click();
  await page.getByText('把材料放上扫描仪').waitFor();
  await page.context().close();
});

test('the time is told from the dates, before any paper', async () => {
  const page = await atTheCounter();
  await page.getByLabel('办理事项').selectOption('endorsement');
  await page.getByLabel('居住证有效期至').fill('20990101');
  await page.keyboard.press('Tab');
  await page.getByText('2098-12-02 起可以办理').waitFor();
  await page.getByText('还没到时间').waitFor();
  await page.context().close();
});

test('a visit left half-way is offered by its time and number, without a name', async () => {
  const page = await atTheCounter();
  await page.getByLabel('排队号').fill('A017');
  await tell(page, her);
  await page.waitForTimeout(1000);
  // The power goes: no screen is left in an orderly way.
  await page.context().close();
  const again = await open(desk, { at: 'counter', person: '陈晓' });
  const offer = again.getByRole('button', { name: /排队号 A017/ });
  await offer.waitFor();
  assert.ok(!(await again.locator('body').innerText()).includes(her.applicant.name));
  await offer.click();
  assert.equal(await field(again, '姓名').inputValue(), her.applicant.name);
  await again.keyboard.press('F10');
  await again.getByRole('button', { name: '删去，下一位' }).click();
  await nothingOf(again, her);
  await again.context().close();
});
