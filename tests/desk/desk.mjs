// A served desk and a real browser for the tests: `hezhi serve` with the real reader, and the
// system's Chromium.

import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { accessSync, constants, cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { after } from 'node:test';

import { chromium } from 'playwright-core';

export const root = resolve(import.meta.dirname, '../..');
const target = process.env.CARGO_TARGET_DIR ?? join(root, 'target');
const hezhi = join(target, 'debug', 'hezhi');
/** A data folder in which the samples were read; each desk works on a copy of it. */
export const readHome = join(target, 'desk-tests', 'home');

/** What the tests need of the samples: an advice of each kind, two papers, a broken file. */
export const samples = [
  '01-own-home-new-certificate',
  '03-leased-home-filing-notice',
  '05-relatives-home-with-statement',
  '06-shop-declared-as-home',
  '07-other-flat-1750-instead-of-1705',
  '13-file-cut-off',
];

/** Milliseconds that a slow machine may take for a step of the screen. */
const SOON = 30_000;

/** A data folder of one's own, removed at the end: what the samples' was when they were read. */
export function copiedHome({ empty = false } = {}) {
  const home = mkdtempSync(join(tmpdir(), 'hezhi-desk-'));
  if (!empty) cpSync(readHome, home, { recursive: true });
  cleanUp(() => rmSync(home, { recursive: true, force: true }));
  return home;
}

/**
 * Starts `hezhi serve` on a data folder and waits until it answers. `blocks` limits the size of
 * the files that it writes, in blocks of 512 bytes, as a full disk would. `closed`: its store is
 * expected not to open.
 */
export async function serve(home, { blocks, samples: folder, closed = false } = {}) {
  assert.ok(existsSync(hezhi), `${hezhi} is missing: cargo build --locked -p hezhi-cli`);
  const words = ['serve', ...(folder ? ['--samples', folder] : [])];
  const environment = { ...process.env, HEZHI_HOME: home, HEZHI_MODELS: process.env.HEZHI_MODELS ?? join(root, 'models') };
  const options = { env: environment, stdio: ['ignore', 'pipe', 'pipe'] };
  const program =
    blocks === undefined
      ? spawn(hezhi, words, options)
      : // A write beyond the limit then fails, where it would end the program.
        spawn('sh', ['-c', `trap '' XFSZ; ulimit -f ${blocks}; exec "$0" "$@"`, hezhi, ...words], options);
  let said = '';
  program.stderr.on('data', (part) => (said += part));
  const ended = new Promise((done) => program.once('exit', done));
  const url = await new Promise((done, failed) => {
    let out = '';
    program.stdout.on('data', (part) => {
      out += part;
      const found = /http:\/\/\S+/.exec(out);
      if (found) done(found[0]);
    });
    ended.then((code) => failed(new Error(`hezhi serve ended with ${code}: ${said}`)));
  });
  const stop = async () => {
    program.kill('SIGTERM');
    await ended;
  };
  cleanUp(stop);
  const desk = { url, home, stop, api: (path, init) => call(url, path, init) };
  if (!closed) await desk.api('status');
  return desk;
}

/** What the program itself reads in a file, as `hezhi read --json` says it. */
export function read(file) {
  const environment = { ...process.env, HEZHI_HOME: copiedHome({ empty: true }), HEZHI_MODELS: process.env.HEZHI_MODELS ?? join(root, 'models') };
  return JSON.parse(execFileSync(hezhi, ['read', '--json', file], { env: environment, stdio: ['ignore', 'pipe', 'ignore'] }));
}

/** Asks the desk as its own page does. */
async function call(url, path, init = {}) {
  const { origin, hash } = new URL(url);
  const answer = await fetch(`${origin}/api/${path}`, {
    ...init,
    headers: { Authorization: `Bearer ${hash.replace('#token=', '')}`, 'Content-Type': 'application/json' },
  });
  const body = await answer.json();
  assert.ok(answer.ok, `${path}: ${JSON.stringify(body)}`);
  return body;
}

let browser;

/**
 * A person's own browser session on a desk; `at` is what follows `#/` in the address, `person`
 * the name that they gave in the settings, `camera` a file of pictures that the camera sees.
 */
export async function open(desk, { at = '', person, camera, width = 1366, height = 768, scale = 1, scheme = 'light' } = {}) {
  if (!camera) browser ??= launch();
  const context = await (await (camera ? seeing(camera) : browser)).newContext({
    viewport: { width, height },
    deviceScaleFactor: scale,
    colorScheme: scheme,
    reducedMotion: 'reduce',
    locale: 'zh-CN',
  });
  const page = await context.newPage();
  page.setDefaultTimeout(SOON);
  page.faults = [];
  page.on('pageerror', (error) => page.faults.push(String(error)));
  page.on('console', (message) => message.type() === 'error' && page.faults.push(message.text()));
  if (person) await page.addInitScript((name) => localStorage.setItem('hezhi.person', name), person);
  await page.goto(desk.url);
  await page.getByRole('navigation', { name: '主要页面' }).waitFor();
  if (at) await page.evaluate((hash) => (location.hash = hash), `#/${at}`);
  return page;
}

function launch(args = []) {
  // Chromium's sandbox does not work for root, as which containers run.
  return chromium.launch({ executablePath: chromiumPath(), args: [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), ...args] });
}

/** A browser whose camera sees the pictures of a file, and whose user lets the page have it. */
async function seeing(file) {
  const other = await launch(['--use-fake-ui-for-media-stream', '--use-fake-device-for-media-stream', `--use-file-for-fake-video-capture=${file}`]);
  cleanUp(() => other.close());
  return other;
}

/** The browser by its usual names; `HEZHI_CHROMIUM` names another. */
function chromiumPath() {
  if (process.env.HEZHI_CHROMIUM) return process.env.HEZHI_CHROMIUM;
  for (const name of ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome']) {
    for (const folder of (process.env.PATH ?? '').split(delimiter)) {
      try {
        accessSync(join(folder, name), constants.X_OK);
        return join(folder, name);
      } catch {
        // Not here.
      }
    }
  }
  throw new Error('no Chromium: install the package chromium, or name one in HEZHI_CHROMIUM');
}

const ends = [];
let tidied = false;

function cleanUp(work) {
  ends.unshift(work);
}

/** Ends what was started. The test runner does it by itself. */
export async function end() {
  if (tidied) return;
  tidied = true;
  if (browser) await (await browser).close();
  for (const work of ends) await work();
}

if (process.env.NODE_TEST_CONTEXT) after(end);
