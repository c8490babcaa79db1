// The picture of a session in the README: recorded here in a real terminal, and compared line by line.
// `UPDATE_DOCS=1` writes the new picture in place of it.
import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { root } from '../support/environment.ts';
import { tempFolder } from '../support/home.ts';

const PICTURE = join(root, 'docs', 'session.svg');

it('the picture of a session is what a person sees', async () => {
  const recorded = join(tempFolder(), 'session.svg');
  await promisify(execFile)(process.execPath, [join(root, 'scripts', 'picture.js'), recorded]);
  const seen = readFileSync(recorded, 'utf8');
  expect(seen).toContain('>6.4×</text>');
  if (process.env['UPDATE_DOCS'] === '1') writeFileSync(PICTURE, seen);
  else expect(seen.split('\n')).toEqual(readFileSync(PICTURE, 'utf8').split('\n'));
});
