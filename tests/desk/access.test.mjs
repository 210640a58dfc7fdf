// Every screen by WCAG 2.2 AA, in both schemes and at 200 %; the order of the keyboard and its
// focus on every screen.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { AxeBuilder } from '@axe-core/playwright';

import { open } from './desk.mjs';
import { desks, screens } from './screens.mjs';

const on = await desks();

const views = [
  { name: 'light, on a sharp screen', scheme: 'light', scale: 2 },
  { name: 'dark', scheme: 'dark' },
  // What enlarging to 200 % leaves of an office's 1366 × 768.
  { name: 'light at 200 %', scheme: 'light', scale: 2, width: 683, height: 384 },
  { name: 'dark at 200 %', scheme: 'dark', scale: 2, width: 683, height: 384 },
];

const levels = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

for (const view of views) {
  test(`no screen breaks WCAG 2.2 AA, ${view.name}`, async (t) => {
    for (const screen of screens) {
      await t.test(screen.name, async () => {
        const page = await open(on[screen.on ?? 'read'], view);
        await screen.show(page);
        const { violations } = await new AxeBuilder({ page }).withTags(levels).setLegacyMode().analyze();
        assert.deepEqual(violations.map(told), []);
        // WCAG 1.4.10: nothing lies beside the screen.
        const wider = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        assert.ok(wider <= 0, `the page is ${wider} px wider than the screen`);
        await page.context().close();
      });
    }
  });
}

function told({ id, nodes }) {
  return `${id}: ${nodes.map((node) => `${node.target.join(' ')} ${(node.any[0] ?? node.all[0] ?? node.none[0])?.message ?? ''}`).join(' | ')}`;
}

for (const [name, size] of [['1366 × 768', {}], ['200 %', { width: 683, height: 384, scale: 2 }]]) {
  test(`Tab goes through each screen as one reads, and shows where it is, at ${name}`, async (t) => {
    for (const screen of screens) {
      await t.test(screen.name, async () => {
        const page = await open(on[screen.on ?? 'read'], size);
        await screen.show(page);
        const stops = await walk(page);
        assert.ok(stops.length >= 2, `there is something to reach: ${stops.length}`);
        assert.deepEqual(stops.flatMap((stop) => stop.faults.map((fault) => `${stop.what}: ${fault}`)), []);
        await page.context().close();
      });
    }
  });
}

/** Presses Tab until it has gone round; what it stopped at, and what was wrong there. */
async function walk(page) {
  const stops = [];
  await page.evaluate(() => {
    window.walked = new Set();
    // From the top of what is open, wherever the screen put the focus first.
    const modal = document.querySelector('dialog[open]');
    if (!modal) {
      document.body.tabIndex = -1;
      document.body.focus();
      document.body.removeAttribute('tabindex');
    } else modal.querySelector('button')?.focus();
  });
  for (let at = 0; at < 200; at++) {
    await page.keyboard.press('Tab');
    const stop = await page.evaluate(look);
    if (stop === null) break;
    stops.push(stop);
  }
  return stops;
}

/** In the page: what has the focus now, and what is wrong with that; null once round. */
function look() {
  const here = document.activeElement;
  if (!here || here === document.body || window.walked.has(here)) return null;
  window.walked.add(here);
  const faults = [];
  const style = getComputedStyle(here);
  if (style.outlineStyle === 'none' || parseFloat(style.outlineWidth) < 2) faults.push('the focus is not to be seen');
  const box = here.getBoundingClientRect();
  const seen = [[0.5, 0.5], [0.1, 0.5], [0.9, 0.5]].some(([x, y]) => {
    const top = document.elementFromPoint(box.left + box.width * x, box.top + box.height * y);
    return top && (here.contains(top) || top.contains(here) || top.closest('label')?.control === here);
  });
  if (!seen) faults.push('something lies over it, or it is out of sight');
  // From left to right and down: up again only into what stands further right.
  const before = window.before?.isConnected ? window.before.getBoundingClientRect() : null;
  if (before && box.bottom <= before.top && box.left < before.right) faults.push('it stands before the one that came first');
  window.before = here;
  const what = here.getAttribute('aria-label') ?? here.textContent?.trim().slice(0, 24) ?? here.tagName;
  return { what: `${here.tagName} ${what}`, faults };
}
