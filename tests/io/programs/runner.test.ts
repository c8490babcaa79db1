import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { findProgram, foreground, openRunner } from '../../../src/io/programs/runner.ts';
import { tempFolder } from '../../support/home.ts';

let folder = '';

/** A program in the folder. @returns its path */
function program(name: string, script: string): string {
  const path = join(folder, name);
  writeFileSync(path, `#!/bin/sh\n${script}\n`);
  chmodSync(path, 0o755);
  return path;
}

beforeEach(() => {
  folder = tempFolder();
});

describe('an editor', () => {
  it('is given the text in a file of that name, which is gone once it was read back', async () => {
    const editor = program('editor', `echo "$2" > ${folder}/opened; echo more >> "$2"`);
    const text = await openRunner({}).edit('first\n', '../attention.md', `${editor} --wait`);
    expect(text).toBe('first\nmore\n');
    const opened = readFileSync(join(folder, 'opened'), 'utf8').trim();
    expect(basename(opened)).toBe('attention.md');
    expect(existsSync(dirname(opened))).toBe(false);
  });

  it('is given the place of a file, so that no name is taken for a command', async () => {
    const vim = program('vim', `printf '%s\\n' "$@" > ${folder}/opened; exit 4`);
    const opened = async (editor: string, file: string, at?: number): Promise<readonly string[]> => {
      expect(await openRunner({}).open(file, editor, at)).toBe(4);
      return readFileSync(join(folder, 'opened'), 'utf8').trimEnd().split('\n');
    };
    const strange = '+!touch PWNED;echo x.md';
    expect(await opened(`${vim} -f`, strange)).toEqual(['-f', '--', resolve(strange)]);
    expect(await opened(vim, '~/-c.md', 7)).toEqual(['+7', '--', join(homedir(), '-c.md')]);
    const other = program('code', `printf '%s\\n' "$@" > ${folder}/opened; exit 4`);
    expect(await opened(`${other} --wait`, '-x.md', 7)).toEqual(['--wait', resolve('-x.md')]);
  });

  it('that fails stores nothing, and leaves no file', async () => {
    const editor = program('editor', `echo "$1" > ${folder}/opened; exit 3`);
    await expect(openRunner({}).edit('first', 'a.md', editor)).rejects.toMatchObject({
      code: 'editor-failed',
      message: `${editor} ended with exit code 3; nothing was stored.`,
    });
    expect(existsSync(readFileSync(join(folder, 'opened'), 'utf8').trim())).toBe(false);
  });

  it('that is not there is named, with what to set', async () => {
    await expect(openRunner({}).edit('first', 'a.md', 'no-such-editor')).rejects.toMatchObject({
      code: 'program-failed',
      message: 'no-such-editor could not be started: it does not exist.',
      hint: expect.stringContaining('prep config editor'),
    });
  });

  it('is that of the setting, of VISUAL, of EDITOR, or one of the PATH, in this order', () => {
    const env = { VISUAL: ' emacs -nw ', EDITOR: 'ed', PATH: folder };
    expect(openRunner(env).editor('code --wait')).toEqual(['code', '--wait']);
    expect(openRunner(env).editor(' ')).toEqual(['emacs', '-nw']);
    expect(openRunner({ ...env, VISUAL: '' }).editor(undefined)).toEqual(['ed']);
    program('vi', '');
    const nano = program('nano', '');
    expect(openRunner({ PATH: folder }).editor(undefined)).toEqual([nano]);
  });

  it('has to be set where the machine has none', () => {
    expect(() => openRunner({ PATH: folder }).editor(undefined)).toThrowError(
      expect.objectContaining({ code: 'editor-missing', hint: expect.stringContaining('set EDITOR') }),
    );
  });
});

describe('a program', () => {
  it('is the first of the names that is in a folder of the PATH', () => {
    const play = program('play', '');
    writeFileSync(join(folder, 'aplay'), 'not a program', { mode: 0o600 });
    const env = { PATH: `/nowhere:${folder}` };
    expect(findProgram(env, ['aplay', 'play'])).toBe(play);
    expect(findProgram(env, ['aplay'])).toBeUndefined();
  });

  it('in the foreground gives its exit code, and 1 when it was killed', async () => {
    expect(await foreground([program('seven', 'exit 7')])).toBe(7);
    expect(await foreground([program('killed', 'kill -9 $$')])).toBe(1);
  });
});

describe('a pager', () => {
  const shown = (name = 'shown'): string => readFileSync(join(folder, name), 'utf8');

  it('is given the whole text, and stays open however short this is', async () => {
    const pager = program('pager', `cat > ${folder}/shown; echo "$LESS" > ${folder}/less`);
    const text = 'A line.\n'.repeat(20_000);
    await openRunner({ PAGER: 'no-such-pager', PREP_PAGER: ` ${pager} -x `, LESS: 'FRX' }).view(text);
    expect(shown()).toBe(text);
    expect(shown('less')).toBe('-R\n');
  });

  it('may be left before its end', async () => {
    const pager = program('pager', `head -1 > ${folder}/shown`);
    await openRunner({ PAGER: pager }).view('A line.\n'.repeat(200_000));
    expect(shown()).toBe('A line.\n');
  });

  it('is less or more where none is set', async () => {
    program('more', `/bin/cat > ${folder}/shown`);
    await openRunner({ PATH: folder }).view('text\n');
    expect(shown()).toBe('text\n');
  });

  it.each([{ PAGER: 'cat' }, { PAGER: '' }, { PAGER: 'no-such-pager' }, { PATH: '' }])(
    'that there is not is named, with what to set: %j',
    async (env) => {
      await expect(openRunner(env).view('text')).rejects.toMatchObject({
        code: 'pager-missing',
        hint: 'set PAGER, for example to less',
      });
    },
  );
});
