// What prep takes a terminal for, and how its output gets there: in pieces, through a pager, or nowhere.
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { chmodSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openOut, openScreen, writeData, writePage } from '../../../src/io/terminal/terminal.ts';
import type { Environment } from '../../support/environment.ts';
import { tempFolder } from '../../support/home.ts';

const real = { writeSync: fs.writeSync, fstatSync: fs.fstatSync };
const { isTTY, columns, rows } = process.stdout;

/** What the other end of stdout got. */
let written = '';
/** How many bytes a pipe takes before it is full. */
let room = Infinity;

beforeEach(() => {
  [written, room] = ['', Infinity];
  const take = (data: string | Uint8Array, most = Infinity): number => {
    const bytes = Buffer.from(data).subarray(0, most);
    written += bytes.toString();
    return bytes.length;
  };
  fs.writeSync = ((descriptor: number, data: Uint8Array): number => {
    if (descriptor !== 1) return real.writeSync(descriptor, data);
    if (room === 0) throw Object.assign(new Error('full'), { code: 'EAGAIN' });
    const count = take(data, room);
    room -= count;
    return count;
  }) as typeof fs.writeSync;
  syncBuiltinESMExports();
  vi.spyOn(process.stdout, 'write').mockImplementation((data) => take(data) > 0);
});

afterEach(() => {
  Object.assign(fs, real);
  syncBuiltinESMExports();
  Object.assign(process.stdout, { isTTY, columns, rows });
  vi.restoreAllMocks();
});

/** stdin and stdout are a terminal of that size. */
function atTerminal(size: { readonly columns: number; readonly rows: number }): void {
  fs.fstatSync = (() => ({ isCharacterDevice: () => true })) as unknown as typeof fs.fstatSync;
  syncBuiltinESMExports();
  Object.assign(process.stdout, { isTTY: true, ...size });
}

describe('a pipe', () => {
  const screen = (env: Environment, plain = false) => openScreen(env, { color: true, plain });

  it('is as wide as COLUMNS and LINES say, within reason', () => {
    const { columns: wide, rows: high, piped, fancy } = screen({ COLUMNS: '120', LINES: '50' });
    expect([wide, high, piped, fancy]).toEqual([120, 50, true, false]);
    for (const odd of [{}, { COLUMNS: 'wide', LINES: '' }, { COLUMNS: '0', LINES: '-3' }])
      expect([screen(odd).columns, screen(odd).rows]).toEqual([80, 24]);
    expect([screen({ COLUMNS: '3', LINES: '1' }).columns, screen({ LINES: '1' }).rows]).toEqual([20, 4]);
  });

  it.each([
    [{}, false],
    [{ FORCE_COLOR: '1' }, true],
    [{ FORCE_COLOR: '' }, true],
    [{ FORCE_COLOR: '0' }, false],
    [{ FORCE_COLOR: 'false' }, false],
    [{ FORCE_COLOR: '1', NO_COLOR: '1' }, false],
  ])('has colors only if they are forced: %j', (env, color) => {
    expect(screen(env).color).toBe(color);
    expect(openScreen(env, { color: false, plain: false }).color).toBe(false);
  });

  it.each([
    [{}, true],
    [{ LANG: 'de_DE.UTF-8' }, true],
    [{ LC_ALL: 'C', LANG: 'de_DE.UTF-8' }, false],
    [{ LC_CTYPE: 'en_US.utf8', LANG: 'C' }, true],
  ])('has the characters of its locale: %j', (env, unicode) => {
    expect(screen(env).unicode).toBe(unicode);
  });
});

describe('a terminal', () => {
  it('has its own size and colors, and no styles where TERM says so', () => {
    atTerminal({ columns: 100, rows: 30 });
    const {
      columns: wide,
      rows: high,
      color,
      fancy,
      piped,
    } = openScreen({ COLUMNS: '9' }, { color: true, plain: false });
    expect([wide, high, color, fancy, piped]).toEqual([100, 30, true, true, false]);
    const dumb = openScreen({ TERM: 'dumb' }, { color: true, plain: false });
    expect([dumb.color, dumb.fancy]).toEqual([false, false]);
    expect(openScreen({}, { color: true, plain: true }).fancy).toBe(false);
    expect(openScreen({ NO_COLOR: '1' }, { color: true, plain: false }).color).toBe(false);
    expect(openScreen({}, { color: false, plain: false }).color).toBe(false);
  });

  it('shows in a pager what is longer than it, and the rest at once', async () => {
    atTerminal({ columns: 80, rows: 5 });
    const folder = tempFolder();
    const [pager, paged] = [join(folder, 'pager'), join(folder, 'paged')];
    writeFileSync(pager, `#!/bin/sh\ncat > ${paged}\n`);
    chmodSync(pager, 0o755);
    const env = { PREP_PAGER: pager };
    await writePage('1\n2\n3\n4\n', env, true);
    await writePage('5\n'.repeat(9), { ...env, TERM: 'dumb' }, true);
    await writePage('6\n'.repeat(9), env, false);
    for (const none of [{ PREP_PAGER: 'cat', PAGER: pager }, { PAGER: 'cat' }, { PAGER: '' }])
      await writePage('7\n'.repeat(9), none, true);
    expect(written).toBe(`1\n2\n3\n4\n${'5\n'.repeat(9)}${'6\n'.repeat(9)}${'7\n'.repeat(27)}`);
    expect(existsSync(paged)).toBe(false);
    for (const some of [env, { ...env, PAGER: 'false' }, { PAGER: pager }]) {
      rmSync(paged, { force: true });
      await writePage('8\n'.repeat(9), some, true);
      expect(readFileSync(paged, 'utf8')).toBe('8\n'.repeat(9));
    }
  });
});

it('wraps for a person what is data and messages, but no line that is written over', () => {
  const said: string[] = [];
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => said.push(String(text)) > 0);
  const wide = { isTTY: process.stderr.isTTY, columns: process.stderr.columns };
  Object.assign(process.stderr, { isTTY: true, columns: 30 });
  const wrap = (text: string, width: number): string => `${width}: ${text}`;
  const page = (): Promise<void> => Promise.resolve();
  const out = openOut(false, wrap, page, () => 40);
  out.data('data');
  out.talk('words');
  out.talk('\r1 of 9\r');
  openOut(true, wrap, page, () => undefined).talk('more words');
  openOut(true, wrap, page, () => undefined).data(', whole');
  Object.assign(process.stderr, wide);
  expect([written, said]).toEqual(['40: data, whole', ['30: words', '\r1 of 9\r']]);
});

// The last one: from then on, the stream has text that must come first.
it('gives a slow reader everything, in its order', () => {
  room = 3;
  writeData('abcdef');
  room = Infinity;
  writeData('ghi');
  expect(written).toBe('abcdefghi');
});
