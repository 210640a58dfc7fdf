// The pictures of every screen in docs/screens/, in both schemes: `node tests/desk/screenshots.mjs`
// after `npm --prefix tests/desk test` has read the samples; names of
// screens as arguments take only these. Names and papers are invented.

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import UPNG from 'upng-js';

import { end, open, root } from './desk.mjs';
import { desks, screens } from './screens.mjs';

const folder = join(root, 'docs/screens');
const asked = process.argv.slice(2);
const wanted = screens.filter((screen) => asked.length === 0 || asked.includes(screen.name));
/** Bytes: the pictures are read in a browser, and stay in the history for ever. */
const LARGEST = 200 << 10;

mkdirSync(folder, { recursive: true });
try {
  const on = await desks();
  for (const scheme of ['light', 'dark']) {
    for (const screen of wanted) {
      const page = await open(on[screen.on ?? 'read'], { scheme });
      await screen.show(page);
      const path = join(folder, `${screen.name}-${scheme}.png`);
      const picture = small(await page.screenshot({ animations: 'disabled' }));
      await page.context().close();
      console.log(`${path.slice(root.length + 1)} ${Math.round(picture.length / 1024)} kB`);
      if (picture.length > LARGEST) throw new Error(`${path} would be larger than ${LARGEST >> 10} kB`);
      writeFileSync(path, picture);
    }
  }
} finally {
  await end();
}

/** In as many colours as fit: a screen needs few, a photographed paper more. */
function small(png) {
  const decoded = UPNG.decode(png);
  const { width, height } = decoded;
  const sizes = [256, 128, 64].map((colours) => Buffer.from(UPNG.encode(UPNG.toRGBA8(decoded), width, height, colours)));
  return sizes.find((picture) => picture.length <= LARGEST) ?? sizes[0];
}
