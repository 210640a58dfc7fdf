// What a person does and sees at the desk: the one place in the tests that knows the screens.

import assert from 'node:assert/strict';

/** The applications of the samples, by what the program advises. */
export const accepted = { id: 'CN-2026-000105', name: '宋冬梅' };
export const refused = { id: 'CN-2026-000106', name: '邱敏' };
/** Declared 1705室, printed 1750室. */
export const otherRoom = { id: 'CN-2026-000107', name: '宋旻' };

/** In the queue's order. */
export const everybody = ['宋冬梅', '萧雨欣', '谭刚', '邱敏', '谢喆', '宋旻'];

const rows = (page) => page.locator('a[href^="#/review/"]');

export const row = (page, name) => rows(page).filter({ hasText: name });

/** Waits until the queue shows these people, in any order. */
export async function queueShows(page, names) {
  await page.waitForFunction(
    (wanted) => {
      const shown = [...document.querySelectorAll('a[href^="#/review/"] strong')].map((e) => e.textContent.trim());
      return shown.length === wanted.length && wanted.every((name) => shown.includes(name));
    },
    names,
  );
}

/** What is decided and what is not (`all`), or what is still to be decided (`open`). */
export async function showDecided(page, which) {
  await page.getByRole('combobox', { name: '决定', exact: true }).selectOption(which === 'all' ? '' : which);
}

/** Opens an application and waits until its first page is drawn. */
export async function review(page, { id, name }) {
  await page.evaluate((hash) => (location.hash = hash), `#/review/${id}`);
  await reviewing(page, name);
}

export async function reviewing(page, name) {
  await page.getByRole('heading', { level: 1, name, exact: true }).waitFor();
  await page.getByRole('region', { name: '程序建议' }).waitFor();
}

/** The picture of the page is there. */
export async function drawn(page) {
  await page.waitForFunction(() => (document.querySelector('.view .sheet img')?.naturalWidth ?? 0) > 500);
}

/** So are the small ones at the side. */
export async function pictured(page) {
  await page.waitForFunction(() => {
    const pages = [...document.querySelectorAll('nav[aria-label="材料页"] button')];
    return pages.every((button) => button.querySelector('img')?.naturalWidth > 0);
  });
}

export const advice = (page) => page.getByRole('region', { name: '程序建议' });
export const decisions = (page) => page.getByRole('contentinfo', { name: '决定' });
export const toast = (page) => page.locator('.toast');
export const note = (page) => page.locator('textarea#note');

/** Decides without the screen. */
export const decide = (desk, { id }, kind, reasons = []) =>
  desk.api(`applications/${id}/decision`, { method: 'POST', body: JSON.stringify({ kind, reasons }) });

/** An invented office. */
export const office = {
  name: '某某街道社区事务受理服务中心',
  counter: '一楼大厅 3 号窗口',
  telephone: '021-00000000',
  address: '某某路 1 号',
  hours: '周一至周六 9:00—16:30',
  number_prefix: 'SL',
};

/** The dialog in which a paper is previewed. */
export const paper = (page) => page.getByRole('dialog').filter({ hasText: '编号' });

/** The sheet of a preview is there. */
export async function paperDrawn(place) {
  const sheet = place.locator('img').first();
  await sheet.waitFor();
  await sheet.evaluate((img) => img.decode());
}

/**
 * How a sheet looks, as text to compare: its letters are outlines, and the page may not fetch what
 * it shows.
 */
export const sheet = (place) =>
  place.locator('img').first().evaluate((img) => {
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [img.naturalWidth, img.naturalHeight];
    canvas.getContext('2d').drawImage(img, 0, 0);
    return canvas.toDataURL();
  });

/** Waits until the desk itself, asked without the screen, holds this decision. */
export async function holds(desk, id, kind) {
  const begun = Date.now();
  for (;;) {
    const { decision } = await desk.api(`applications/${id}`);
    if ((decision?.kind ?? null) === kind) return decision;
    assert.ok(Date.now() - begun < 20_000, `${id} holds ${decision?.kind ?? 'no decision'}, not ${kind}`);
    await new Promise((wake) => setTimeout(wake, 50));
  }
}

/**
 * The desk takes the key that decides for one meant for the application before, until a person
 * can have looked: half a second.
 */
export async function looked(page) {
  await page.waitForTimeout(600);
}
