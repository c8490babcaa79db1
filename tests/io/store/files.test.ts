import { homedir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openFiles } from '../../../src/io/store/files.ts';

it('names a place so that it holds in every folder', () => {
  const { absolute } = openFiles();
  expect(absolute('notes')).toBe(join(process.cwd(), 'notes'));
  expect(absolute('~/notes')).toBe(join(homedir(), 'notes'));
  expect(absolute('/notes')).toBe('/notes');
});
