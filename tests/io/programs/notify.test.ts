import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { notify } from '../../../src/io/programs/runner.ts';
import { tempFolder } from '../../support/home.ts';

let folder = '';
const env = (): Record<string, string> => ({ PATH: `${folder}:/usr/bin:/bin`, OUT: join(folder, 'out') });

/** Puts a program of that name first on the PATH. */
function program(name: string, script: string): void {
  const path = join(folder, name);
  writeFileSync(path, `#!/bin/sh\n${script}\n`);
  chmodSync(path, 0o755);
}

const EVERY_ARGUMENT = `for word in "$@"; do printf '%s\\0' "$word"; done > "$OUT"`;
const said = (): readonly string[] => readFileSync(join(folder, 'out'), 'utf8').split('\0').slice(0, -1);

beforeEach(() => {
  folder = tempFolder();
});

describe('a notification', () => {
  it('gives title and text as they are, whatever a shell would make of them', async () => {
    program('notify-send', EVERY_ARGUMENT);
    await notify('-h "$(id)"', `two\nlines; 'quoted'`, env(), 'linux');
    expect(said()).toEqual(['--app-name=prep', '--', '-h "$(id)"', `two\nlines; 'quoted'`]);
  });

  it('gives them to the script of macOS as arguments, never as script', async () => {
    program('osascript', EVERY_ARGUMENT);
    await notify('" & quit', 'text', env(), 'darwin');
    expect(said().slice(-2)).toEqual(['" & quit', 'text']);
    expect(said().filter((word) => word.includes('quit'))).toHaveLength(1);
  });

  it('gives them to PowerShell in variables', async () => {
    program('powershell.exe', `printf '%s|%s' "$PREP_TITLE" "$PREP_TEXT" > "$OUT"`);
    await notify('title $x', 'text', env(), 'win32');
    expect(readFileSync(join(folder, 'out'), 'utf8')).toBe('title $x|text');
  });

  it('fails with what to install where nothing shows it', async () => {
    await expect(notify('a', 'b', { PATH: folder }, 'linux')).rejects.toMatchObject({
      code: 'notify-missing',
      hint: expect.stringContaining('libnotify') as string,
    });
  });

  it('fails with the first thing that the program complained of', async () => {
    program('notify-send', 'echo "no bus here" >&2; echo more >&2; exit 1');
    await expect(notify('a', 'b', env(), 'linux')).rejects.toMatchObject({
      code: 'notify-failed',
      message: 'notify-send could not show the notification: no bus here.',
    });
  });
});
