// Sets of files on disk: all of them, or none, whatever stands in the way.
import {
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
  statSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { FileChange } from '../../../src/core/import/plan.ts';
import { hashText } from '../../../src/core/base/random.ts';
import { writeFileSet } from '../../../src/io/store/file-sets.ts';
import { tempFolder } from '../../support/home.ts';

const write = (folder: string, changes: readonly FileChange[]): Promise<void> =>
  writeFileSet(folder, changes, () => undefined);

/** Every file below a folder with its text. */
const filesIn = (folder: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => !entry.isDirectory())
      .map((entry) => join(entry.parentPath, entry.name))
      .toSorted()
      .map((path) => [path.slice(folder.length + 1), readFileSync(path, 'utf8')]),
  );

describe('a set of files', () => {
  it('is put in place with its folders, and nothing else stays', async () => {
    const folder = join(tempFolder(), 'bank');
    await write(folder, [
      { path: 'a/one.md', content: 'one' },
      { path: 'a/b/two.md', content: 'two' },
      { path: 'media/x.png', content: () => new Uint8Array([112, 110, 103]) },
    ]);
    expect(filesIn(folder)).toEqual({ 'a/one.md': 'one', 'a/b/two.md': 'two', 'media/x.png': 'png' });
    expect(statSync(join(folder, 'a/one.md')).mode & 0o777).toBe(0o600);
    expect(readdirSync(folder)).toEqual(['a', 'media']);
  });

  it('replaces what is as it was, and leaves the old beside it when told to', async () => {
    const folder = tempFolder();
    writeFileSync(join(folder, 'one.md'), 'mine');
    const replaces = hashText('mine');
    await write(folder, [{ path: 'one.md', content: 'theirs', replaces, keepsOld: true }]);
    await write(folder, [{ path: 'one.md', content: 'later', replaces: hashText('theirs'), keepsOld: true }]);
    expect(filesIn(folder)).toEqual({ 'one.md': 'later', 'one.md.mine': 'mine', 'one.md.mine-2': 'theirs' });
  });

  it('replaces what a link leads to, and keeps the link and the old text', async () => {
    const [folder, dotfiles] = [tempFolder(), tempFolder()];
    writeFileSync(join(dotfiles, 'one.md'), 'mine');
    symlinkSync(join(dotfiles, 'one.md'), join(folder, 'one.md'));
    const replaces = hashText('mine');
    await write(folder, [{ path: 'one.md', content: 'theirs', replaces, keepsOld: 'before-1' }]);
    expect(filesIn(dotfiles)).toEqual({ 'one.md': 'theirs' });
    expect(filesIn(folder)).toEqual({ 'one.md': 'theirs', 'one.md.before-1': 'mine' });
    expect(lstatSync(join(folder, 'one.md')).isSymbolicLink()).toBe(true);
  });

  it('takes what a killed prep left behind away', async () => {
    const folder = tempFolder();
    mkdirSync(join(folder, '.prep-set-1'));
    writeFileSync(join(folder, '.prep-set-1', '0'), 'half');
    await write(folder, [{ path: 'one.md', content: 'one' }]);
    expect(filesIn(folder)).toEqual({ 'one.md': 'one' });
  });

  it('takes that away when there is nothing to write, too', async () => {
    const folder = tempFolder();
    mkdirSync(join(folder, '.prep-set-12345'));
    writeFileSync(join(folder, '.prep-set-12345', '0.old'), 'old');
    await write(folder, []);
    expect(filesIn(folder)).toEqual({});
    const missing = join(folder, 'none');
    await write(missing, []);
    expect(existsSync(missing)).toBe(false);
  });
});

describe('nothing is written', () => {
  const set: readonly FileChange[] = [
    { path: 'new/first.md', content: 'first' },
    { path: 'old.md', content: 'theirs', replaces: hashText('mine'), keepsOld: true },
  ];
  /** A folder with `old.md`, and what it holds when it is left alone. */
  const before = (): string => {
    const folder = tempFolder();
    writeFileSync(join(folder, 'old.md'), 'mine');
    return folder;
  };

  it('where a new file already exists', async () => {
    const folder = before();
    const changes = [...set, { path: 'old.md', content: 'new' }];
    await expect(write(folder, changes)).rejects.toMatchObject({ code: 'file-exists', exit: 2 });
    expect(filesIn(folder)).toEqual({ 'old.md': 'mine' });
    expect(existsSync(join(folder, 'new'))).toBe(false);
  });

  it('where a file was changed or is gone', async () => {
    const folder = before();
    for (const path of ['old.md', 'gone.md']) {
      const changes = [...set, { path, content: 'x', replaces: hashText('other') }];
      await expect(write(folder, changes)).rejects.toMatchObject({ code: 'file-changed' });
    }
    expect(filesIn(folder)).toEqual({ 'old.md': 'mine' });
  });

  it('where a file stands in place of a folder, or a folder in place of a file', async () => {
    const folder = before();
    mkdirSync(join(folder, 'taken.md'));
    for (const path of ['old.md/below.md', 'taken.md'])
      await expect(write(folder, [...set, { path, content: 'x' }])).rejects.toMatchObject({ exit: 2 });
    expect(filesIn(folder)).toEqual({ 'old.md': 'mine' });
    expect(existsSync(join(folder, 'new'))).toBe(false);
  });

  it('where the bytes of one of them cannot be had', async () => {
    const folder = join(tempFolder(), 'bank');
    const broken = (): Uint8Array => {
      throw Object.assign(new Error('no space'), { code: 'ENOSPC' });
    };
    const changes = [
      { path: 'a.md', content: 'a' },
      { path: 'media/x', content: broken },
    ];
    await expect(write(folder, changes)).rejects.toThrow(/the disk is full/);
    expect(existsSync(folder)).toBe(false);
  });

  it('where the last of many steps fails: what was moved is taken back', async () => {
    const folder = before();
    // A name that leads nowhere does not exist, and yet nothing can be put there.
    symlinkSync('nowhere', join(folder, 'trap.md'));
    const changes = [...set, { path: 'trap.md', content: 'x' }];
    await expect(write(folder, changes)).rejects.toMatchObject({ code: 'file-exists' });
    expect(readFileSync(join(folder, 'old.md'), 'utf8')).toBe('mine');
    expect(readdirSync(folder).toSorted()).toEqual(['old.md', 'trap.md']);
  });

  it('where the folder cannot be made', async () => {
    const folder = before();
    await expect(write(join(folder, 'old.md', 'bank'), set)).rejects.toMatchObject({ code: 'not-writable' });
  });
});

it('waits for another set that is being written', async () => {
  const folder = tempFolder();
  await Promise.all(
    ['one', 'two', 'three'].map((name) => write(folder, [{ path: `${name}.md`, content: name }])),
  );
  expect(Object.keys(filesIn(folder))).toEqual(['one.md', 'three.md', 'two.md']);
});
