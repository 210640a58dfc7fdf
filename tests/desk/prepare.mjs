// Reads the samples once, into a data folder that every test copies: reading takes some seconds
// a page, and what a test decides must not be seen by another.

import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { end, readHome, root, samples, serve } from './desk.mjs';

/** The program and the samples: when they change, the samples are read again. */
function stamp() {
  const hash = createHash('sha256').update(samples.join());
  const program = join(process.env.CARGO_TARGET_DIR ?? join(root, 'target'), 'debug', 'hezhi');
  hash.update(execFileSync('sha256sum', [program]));
  return hash.digest('hex');
}

const done = join(readHome, 'desk-tests.stamp');
const now = stamp();
if (!existsSync(done) || readFileSync(done, 'utf8') !== now) {
  const folder = `${readHome}.samples`;
  const home = `${readHome}.new`;
  for (const old of [folder, home, readHome]) rmSync(old, { recursive: true, force: true });
  for (const sample of samples) cpSync(join(root, 'tests/samples', sample), join(folder, sample), { recursive: true });
  mkdirSync(home, { recursive: true });
  const desk = await serve(home, { samples: folder });
  const begun = Date.now();
  let left = samples.length;
  while (left > 0) {
    if (Date.now() - begun > 300_000) throw new Error(`${left} samples are not read after five minutes`);
    await new Promise((wake) => setTimeout(wake, 250));
    left = (await desk.api('status')).reading.left;
  }
  await desk.stop();
  renameSync(home, readHome);
  writeFileSync(done, now);
  console.log(`read ${samples.length} samples in ${Math.round((Date.now() - begun) / 1000)} s`);
}
await end();
