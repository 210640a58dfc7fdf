// A scanner without hardware: SANE's virtual devices behind the real `scanimage`. `pnm` feeds
// whatever lies on its glass, `test` has every fault.

import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';

import { root } from './desk.mjs';

const place = mkdtempSync(join(tmpdir(), 'hezhi-glass-'));
after(() => rmSync(place, { recursive: true, force: true }));
/** The picture that lies on the glass. */
export const glass = join(place, '玻璃上的.ppm');

/** Why there is no scanner here; false where there is one. */
export const noScanner = (() => {
  try {
    execFileSync('scanimage', ['--version'], { stdio: 'ignore' });
    return false;
  } catch {
    return 'scanimage is not installed (apt install sane-utils libsane1)';
  }
})();

/** From now on a served desk knows these scanners alone. */
export function onlyVirtualScanners() {
  const config = join(place, 'sane');
  mkdirSync(join(config, 'dll.d'), { recursive: true });
  writeFileSync(join(config, 'dll.conf'), 'pnm\ntest\n');
  writeFileSync(join(config, 'test.conf'), 'number_of_devices 1\nmode Color\nresolution_min 1.0\nresolution_max 1200.0\nresolution_quant 1.0\nresolution 50.0\n');
  process.env.SANE_CONFIG_DIR = config;
}

const common = { resolution: 300, colour: 'colour', two_sides: false, paper: 'a4' };
/** Scans what lies on the glass. */
export const flatbed = { ...common, name: '平板', scanner: 'sane:pnm:0', source: 'flatbed', options: [['filename', glass]] };
/** A feeder whose paper jams. */
export const jamming = { ...common, name: '卡纸', scanner: 'sane:test:0', resolution: 75, source: 'feeder', options: [['read-return-value', 'SANE_STATUS_JAMMED']] };

/** Lays a picture of a sample on the glass. */
export async function layOnGlass(page, sample, name) {
  const jpeg = readFileSync(join(root, 'tests/samples', sample, name)).toString('base64');
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
