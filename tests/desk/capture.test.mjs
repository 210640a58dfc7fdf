// Papers come in at the counter by a real scanner program and by the browser's camera. SANE's
// virtual devices are the scanners: `pnm` feeds the samples' papers, `test` has every fault.

import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';

import { copiedHome, open, root, serve } from './desk.mjs';
import { glass, noScanner, onlyVirtualScanners } from './glass.mjs';

const place = mkdtempSync(join(tmpdir(), 'hezhi-capture-'));
after(() => rmSync(place, { recursive: true, force: true }));

/** A page is read by a program without optimisation, on a machine that does other things too. */
const READ = { timeout: 120_000 };

const skip = noScanner;
onlyVirtualScanners();
const desk = await serve(copiedHome({ empty: true }));

const profile = (name, more) => ({ name, scanner: 'sane:pnm:0', resolution: 300, colour: 'colour', source: 'flatbed', two_sides: false, paper: 'a4', options: [['filename', glass]], ...more });
const faulty = { scanner: 'sane:test:0', resolution: 75, source: 'feeder' };

async function setProfiles(profiles) {
  await desk.api('capture/settings', { method: 'PUT', body: JSON.stringify({ profiles, addresses: [], watched: null }) });
}

async function atTheCounter(options = {}) {
  const page = await open(desk, { at: 'counter', person: '陈晓', ...options });
  const fresh = page.getByRole('button', { name: '新的一位' });
  await page.getByLabel('姓名', { exact: true }).or(fresh).first().waitFor();
  if (await fresh.isVisible()) await fresh.click();
  await page.getByLabel('姓名', { exact: true }).waitFor();
  return page;
}

/** The pages of the visit on the screen, as the desk itself holds them. */
async function pagesOf(page) {
  const { id } = (await desk.api('visits')).at(-1) ?? {};
  assert.ok(id, 'a visit is open');
  return (await desk.api(`visits/${id}`)).pages;
}

async function until(what, is) {
  const begun = Date.now();
  while (!(await is())) {
    assert.ok(Date.now() - begun < READ.timeout, `never ${what}`);
    await new Promise((wake) => setTimeout(wake, 100));
  }
}

const sample = (folder, name) => readFileSync(join(root, 'tests/samples', folder, name)).toString('base64');

/** A JPEG as the raw picture that the scanner's back end feeds. */
async function layOnGlass(page, jpeg) {
  const { width, height, pixels } = await page.evaluate(async (bytes) => {
    const image = new Image();
    image.src = `data:image/jpeg;base64,${bytes}`;
    await image.decode();
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [image.naturalWidth, image.naturalHeight];
    const context = canvas.getContext('2d');
    context.drawImage(image, 0, 0);
    const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
    let text = '';
    for (let at = 0; at < data.length; at += 4) text += String.fromCharCode(data[at], data[at + 1], data[at + 2]);
    return { width: canvas.width, height: canvas.height, pixels: btoa(text) };
  }, jpeg);
  writeFileSync(glass, Buffer.concat([Buffer.from(`P6\n${width} ${height}\n255\n`), Buffer.from(pixels, 'base64')]));
}

test('a key scans what lies on the glass into the visit, where it is read', { skip }, async () => {
  await setProfiles([profile('平板 A4')]);
  const page = await atTheCounter();
  await layOnGlass(page, sample('05-relatives-home-with-statement', 'certificate.jpg'));
  await page.getByRole('button', { name: /平板 A4/ }).waitFor();
  await page.keyboard.press('F6');
  await page.getByText('扫描完成，收进 1 页。').waitFor();
  await until('read', async () => (await pagesOf(page))[0]?.state === 'read');
  const [first] = await pagesOf(page);
  assert.equal(first.source, 'scanner');
  await page.getByText('房地产权证/不动产权证书').first().waitFor(READ);
  // The next sheet, while the person still stands there.
  await layOnGlass(page, sample('05-relatives-home-with-statement', '亲属关系承诺书.jpg'));
  await page.keyboard.press('F6');
  await until('both read', async () => (await pagesOf(page)).filter((one) => one.state === 'read').length === 2);
  await page.getByText('亲属关系承诺书').first().waitFor(READ);
  assert.deepEqual(page.faults, []);
  await page.context().close();
});

test('a jam, an empty feeder and a cancelled scan are said with the next step', { skip }, async () => {
  const option = (status) => ({ ...faulty, options: [['read-return-value', `SANE_STATUS_${status}`]] });
  const slow = { ...faulty, resolution: 300, options: [['read-delay', 'yes'], ['read-delay-duration', '200000']] };
  await setProfiles([profile('卡纸的', option('JAMMED')), profile('开盖的', option('COVER_OPEN')), profile('慢的', slow)]);
  const page = await atTheCounter();
  const bar = page.getByRole('region', { name: '扫描和拍照' });
  await bar.getByRole('button', { name: /卡纸的/ }).waitFor();
  await page.keyboard.press('F6');
  await bar.getByRole('alert').filter({ hasText: '取出纸并抚平' }).waitFor();
  await page.keyboard.press('F7');
  await bar.getByRole('alert').filter({ hasText: '合上进纸器盖' }).waitFor();
  await page.keyboard.press('F8');
  await bar.getByText('正在扫描：慢的').waitFor();
  const begun = Date.now();
  await page.keyboard.press('Control+F6');
  await bar.getByRole('button', { name: /慢的/ }).waitFor();
  assert.ok(Date.now() - begun < 3000, `it took ${Date.now() - begun} ms to cancel`);
  assert.equal(await bar.getByRole('alert').count(), 0, 'what was cancelled is no fault');
  await page.context().close();
});

test('a scanner that nobody set up gets two profiles by itself', { skip }, async () => {
  await setProfiles([]);
  const page = await atTheCounter();
  await page.getByRole('button', { name: /平板 A4/ }).waitFor(READ);
  const { profiles } = await desk.api('capture/settings');
  assert.equal(profiles[0].scanner.split(':')[0], 'sane');
  await page.evaluate(() => (location.hash = '#/settings/capture'));
  await page.getByRole('group', { name: /平板 A4/ }).waitFor();
  await page.getByRole('textbox', { name: '名称' }).first().fill('玻璃板');
  await page.getByRole('button', { name: '保存' }).click();
  await page.getByText('已保存。').waitFor();
  assert.equal((await desk.api('capture/settings')).profiles[0].name, '玻璃板');
  await page.context().close();
});

/** What a camera over a dark desk sees: the paper, a little turned, as a file of pictures. */
async function photographed(page, jpeg) {
  const picture = await page.evaluate(async (bytes) => {
    const image = new Image();
    image.src = `data:image/jpeg;base64,${bytes}`;
    await image.decode();
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [1600, 1200];
    const context = canvas.getContext('2d');
    context.fillStyle = '#33291f';
    context.fillRect(0, 0, 1600, 1200);
    context.translate(800, 600);
    context.rotate(0.05);
    const scale = Math.min(1400 / image.naturalWidth, 1040 / image.naturalHeight);
    context.drawImage(image, (-image.naturalWidth * scale) / 2, (-image.naturalHeight * scale) / 2, image.naturalWidth * scale, image.naturalHeight * scale);
    return canvas.toDataURL('image/jpeg', 0.92).split(',')[1];
  }, jpeg);
  const file = join(place, 'camera.mjpeg');
  writeFileSync(file, Buffer.concat([Buffer.from(picture, 'base64'), Buffer.from(picture, 'base64')]));
  return file;
}

test('the camera shows where the sheet lies, and a key takes it', async () => {
  const first = await open(desk);
  const camera = await photographed(first, sample('05-relatives-home-with-statement', '亲属关系承诺书.jpg'));
  await first.context().close();
  const page = await atTheCounter({ camera });
  await page.keyboard.press('Control+m');
  const dialog = page.getByRole('dialog', { name: '拍照' });
  await dialog.getByText('已认出纸张，可以拍').waitFor();
  const corners = await dialog.locator('polygon').getAttribute('points');
  assert.equal(corners.split(' ').length, 4);
  // In pixels of the live picture: the sheet stands upright in the middle of 1600 × 1200.
  const [left, top] = corners.split(' ')[0].split(',').map(Number);
  assert.ok(left > 300 && left < 600 && top > 20 && top < 140, corners);
  await page.keyboard.press('Space');
  await dialog.getByText('已拍 1 页').waitFor();
  await page.keyboard.press('Escape');
  await until('read', async () => (await pagesOf(page)).some((one) => one.source === 'camera' && one.state === 'read'));
  assert.deepEqual(page.faults, []);
  await page.context().close();
});

test('without a camera, or where it is denied, the page says what to do', async () => {
  const page = await atTheCounter();
  await page.keyboard.press('Control+m');
  const dialog = page.getByRole('dialog', { name: '拍照' });
  await dialog.getByRole('alert').filter({ hasText: /摄像头/ }).waitFor();
  await dialog.getByRole('button', { name: '重试' }).waitFor();
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'hidden' });
  await page.context().close();
});
