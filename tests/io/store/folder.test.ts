import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { homeFolder, probeFolder, replaceFile, writeFailure } from '../../../src/io/store/folder.ts';
import { openBackups } from '../../../src/io/store/backups.ts';
import { noon } from '../../support/entries.ts';
import { openFiles } from '../../../src/io/store/files.ts';
import { openDrafts } from '../../../src/io/store/journal.ts';
import type { Instant } from '../../../src/core/base/day.ts';
import { tempFolder, tempHome } from '../../support/home.ts';
import { calendarOf } from '../../support/zones.ts';

describe('the home', () => {
  it('is the option, else PREP_HOME, else prep in the config folder', () => {
    const env = { PREP_HOME: '/from/env', XDG_CONFIG_HOME: '/xdg' };
    expect(homeFolder('/from/option', env)).toBe('/from/option');
    expect(homeFolder(undefined, env)).toBe('/from/env');
    expect(homeFolder('~/prep', env)).toBe(join(homedir(), 'prep'));
    expect(homeFolder(undefined, { PREP_HOME: '~/prep' })).toBe(join(homedir(), 'prep'));
    if (process.platform === 'linux')
      expect(homeFolder(undefined, { XDG_CONFIG_HOME: '/xdg' })).toBe('/xdg/prep');
    expect(homeFolder(undefined, { XDG_CONFIG_HOME: '~/xdg' })).toMatch(/^\/.*[^~]\/xdg\/prep$/);
    expect(homeFolder(undefined, { XDG_CONFIG_HOME: 'xdg' })).toMatch(/^\/.*\/\.config\/prep$/);
  });

  it('is that of the account where the environment has an empty one', () => {
    for (const name of ['HOME', 'USERPROFILE']) vi.stubEnv(name, '');
    try {
      expect(isAbsolute(homeFolder(undefined, {}))).toBe(true);
    } finally {
      vi.unstubAllEnvs();
    }
  });

  it('that cannot be made is reported before anything is lost', () => {
    const file = join(tempFolder(), 'file');
    writeFileSync(file, '');
    expect(() => probeFolder(join(file, 'deep', 'prep'))).toThrow(/prep cannot be written/);
    expect(probeFolder(join(tempFolder(), 'deep', 'prep'))).toContain('created when something is stored');
  });

  it('that others can read is reported with the remedy', () => {
    const home = tempHome();
    mkdirSync(home);
    chmodSync(home, 0o755);
    expect(() => probeFolder(home)).toThrow(/can be read by others/);
  });
});

describe('replacing a file', () => {
  it('leaves no temporary file and the right mode', () => {
    const file = join(tempFolder(), 'deep', 'a.json');
    replaceFile(file, 'one');
    replaceFile(file, 'two');
    expect(readFileSync(file, 'utf8')).toBe('two');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readdirSync(join(file, '..'))).toEqual(['a.json']);
  });

  it('says what stands in the way', () => {
    const file = join(tempFolder(), 'file');
    writeFileSync(file, '');
    expect(() => replaceFile(join(file, 'a.json'), 'x')).toThrow(/cannot be written/);
  });

  it('has a remedy for a full disk and for a read-only one', () => {
    expect(writeFailure('/a', Object.assign(new Error('x'), { code: 'ENOSPC' })).message).toContain(
      'the disk is full',
    );
    expect(writeFailure('/a', Object.assign(new Error('x'), { code: 'EROFS' })).hint).toContain('--home');
  });
});

describe('backups', () => {
  const at = (iso: string) => ({
    now: () => Date.parse(iso) as Instant,
    calendar: () => calendarOf('UTC'),
  });

  it('are made once a day', async () => {
    const home = tempHome();
    mkdirSync(home);
    writeFileSync(join(home, 'config.json'), '{"version":1,"banks":["monday"]}');
    const backups = openBackups(home, at('2026-11-23T12:00:00Z'));
    backups.daily();
    writeFileSync(join(home, 'config.json'), 'damaged');
    backups.daily();
    expect(backups.list()).toMatchObject([{ day: '2026-11-23', sound: true }]);

    const [newest] = backups.list();
    if (!newest) throw new Error('there is no backup');
    expect(backups.presentConfig()).toBe('damaged');
    const config = readFileSync(join(newest.folder, 'config.json'), 'utf8');
    expect(config).toBe('{"version":1,"banks":["monday"]}');
  });

  it('never take a damaged config file in', () => {
    const home = tempHome();
    mkdirSync(home);
    writeFileSync(join(home, 'config.json'), 'damaged');
    const backups = openBackups(home, at('2026-11-24T12:00:00Z'));
    backups.daily();
    expect(backups.newestSound()).toBeUndefined();
  });
});

describe('files that the user names', () => {
  it('are decoded strictly', () => {
    const file = join(tempFolder(), 'latin1.txt');
    writeFileSync(file, Buffer.from([0x61, 0xe9]));
    expect(() => openFiles().readText(file)).toThrow(/not UTF-8/);
    expect(() => openFiles().readText(`${file}.none`)).toThrow(/No such file:/);
  });

  it('lie in the home of the user where their path begins with ~, which no shell fills in behind `=`', () => {
    const folder = tempFolder();
    vi.stubEnv('HOME', folder);
    vi.stubEnv('USERPROFILE', folder);
    openFiles().create('~/a.md', 'one');
    expect(readFileSync(join(folder, 'a.md'), 'utf8')).toBe('one');
    expect(openFiles().exists('~/a.md')).toBe(true);
    expect(openFiles().readText('~/a.md')).toBe('one');
    vi.unstubAllEnvs();
    expect(existsSync('~')).toBe(false);
  });

  it('that cannot be written are told with a remedy of their own', () => {
    const file = join(tempFolder(), 'file');
    writeFileSync(file, '');
    const told = (path: string): unknown => {
      try {
        return openFiles().create(path, 'x');
      } catch (error) {
        return error;
      }
    };
    expect(told(join(file, 'a.md'))).toMatchObject({ hint: expect.stringContaining('choose another name') });
    // Nothing can be made there, and the system says that it does not exist.
    if (process.platform === 'linux')
      expect(told('/proc/prep/a.md')).toMatchObject({
        message: '/proc/prep cannot be written: it does not exist.',
      });
  });

  it('are never overwritten', () => {
    const file = join(tempFolder(), 'a.md');
    openFiles().create(file, 'one');
    expect(() => openFiles().create(file, 'two')).toThrow(/already exists/);
    expect(readFileSync(file, 'utf8')).toBe('one');
  });
});

const CLOCK = { now: () => noon(3) };

it('keeps typed text by question, whatever the id holds', () => {
  const home = tempHome();
  const drafts = openDrafts(home, CLOCK);
  drafts.write('../../etc/passwd', 'half an answer');
  expect(openDrafts(home, CLOCK).read('../../etc/passwd')).toBe('half an answer');
  expect(drafts.changedAt('../../etc/passwd')).toBe(noon(3));
  drafts.write('../../etc/passwd', '');
  expect(drafts.changedAt('../../etc/passwd')).toBeUndefined();
  expect(drafts.read('../../etc/passwd')).toBeUndefined();
  expect(existsSync(join(home, 'drafts'))).toBe(true);
});

it('knows when a draft was written, whatever a copy made of the time of its file', () => {
  const home = tempHome();
  openDrafts(home, CLOCK).write('a', 'prep-answer {"spentMs":5}\nhalf');
  const [file = ''] = readdirSync(join(home, 'drafts'));
  utimesSync(join(home, 'drafts', file), 0, 0);
  const copied = openDrafts(home, CLOCK);
  expect(copied.changedAt('a')).toBe(noon(3));
  expect(copied.read('a')).toBe('prep-answer {"spentMs":5}\nhalf');
});

it('takes the time of the file for a draft of an earlier version', () => {
  const home = tempHome();
  openDrafts(home, CLOCK).write('a', 'new');
  const [file = ''] = readdirSync(join(home, 'drafts'));
  writeFileSync(join(home, 'drafts', file), 'half');
  utimesSync(join(home, 'drafts', file), 5, 5);
  expect(openDrafts(home, CLOCK).read('a')).toBe('half');
  expect(openDrafts(home, CLOCK).changedAt('a')).toBe(5000);
});

it('sweeps drafts that a killed prep was writing', () => {
  const home = tempFolder();
  const drafts = openDrafts(home, CLOCK);
  drafts.write('a', 'typed');
  const old = join(home, 'drafts', 'x.txt.999999999.tmp');
  writeFileSync(old, 'half');
  utimesSync(old, 1, 1);
  openDrafts(home, CLOCK).write('b', 'typed');
  expect(existsSync(old)).toBe(false);
  expect(openDrafts(home, CLOCK).among(['a', 'b', 'x'])).toEqual(['a', 'b']);
});
