import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { installEntry } from '../../../src/formats/export/drill-install.ts';
import { tempFolder } from '../../support/home.ts';

const COMMAND = ['/opt/my node/node', "/home/o'hara/100%/prep.js", 'drill', 'daily', '--check'];

describe('the crontab line', () => {
  const line = installEntry('cron', COMMAND, 'daily').split('\n')[2] ?? '';

  it('has five fields of time and then a command', () => {
    expect(line).toMatch(/^30 8 \* \* \* /);
  });

  it('gives the shell the very words, once cron has taken its backslashes away', () => {
    const command = line.replace(/^(?:\S+ ){5}/, '').replaceAll('\\%', '%');
    const words = execFileSync('sh', ['-c', `for word in ${command}; do printf '%s\\n' "$word"; done`]);
    expect(words.toString().trimEnd().split('\n')).toEqual(COMMAND);
  });
});

it('escapes what systemd would expand', () => {
  const unit = installEntry('systemd', [...COMMAND, '$HOME'], 'daily');
  expect(unit).toContain('Description=Every day, what is left in the drill daily\n');
  expect(unit).toContain('"/home/o\'hara/100%%/prep.js"');
  expect(unit).toContain('"$$HOME"');
});

const EVERY_ARGUMENT = `for word in "$@"; do printf '%s\\n' "$word"; done`;

/** XML's own characters as they are read. */
const textOf = (xml: string): string =>
  xml
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');

const ITEMS = `display notification (item 1 of argv) with title "prep"`;

describe.each([
  ['systemd', 'notify-send', ['--app-name=prep', 'prep']],
  ['launchd', 'osascript', ['-e', 'on run argv', '-e', ITEMS, '-e', 'end run']],
] as const)('a timer of %s', (scheduler, notifier, before) => {
  const folder = tempFolder();
  writeFileSync(join(folder, notifier), `#!/bin/sh\n${EVERY_ARGUMENT}\n`, { mode: 0o755 });

  function run(code: number): string {
    const entry = installEntry(scheduler, ['sh', '-c', `exit ${code}`], '"my $HOME"');
    const systemd = /^ExecStart=(.*)$/m.exec(entry)?.[1];
    const words = systemd
      ? [...systemd.matchAll(/"((?:\\.|[^"\\])*)"/g)].map(([, word = '']) =>
          word.replaceAll(/\\(.)/g, '$1').replaceAll('$$', '$'),
        )
      : [...entry.matchAll(/^ {4}<string>(.*)<\/string>$/gm)].map(([, word = '']) => textOf(word));
    const [program = '', ...rest] = words;
    return execFileSync(program, rest, { env: { PATH: `${folder}:/usr/bin:/bin` } }).toString();
  }

  it('shows a notification unless the check exits with 0', () => {
    expect(run(0)).toBe('');
    expect(run(1).trimEnd().split('\n')).toEqual([...before, 'The drill "my $HOME" is not done.']);
  });
});

it.each([
  ['late -- evening', 'late-evening'],
  ['mo/rn%ing\n* * * * * rm', 'mo-rn-ing-rm'],
  ['朝', 'drill'],
])('names files and units of the drill %j in letters that they take', (name, file) => {
  expect(installEntry('systemd', COMMAND, name)).toContain(`# ~/.config/systemd/user/prep-${file}.timer\n`);
  expect(installEntry('systemd', COMMAND, name)).not.toMatch(/^Description=.*[^%]%[^%]/m);
  expect(installEntry('launchd', COMMAND, name)).toContain(`LaunchAgents/prep.${file}.plist, then`);
  expect(installEntry('launchd', COMMAND, name)).toContain(`<string>prep.${file}</string>`);
  expect(
    installEntry('cron', COMMAND, name)
      .split('\n')
      .map((line) => line.charAt(0)),
  ).toEqual(['#', '#', '3', '']);
});

it('writes a property list that begins as XML must, with markup escaped', () => {
  const plist = installEntry('launchd', ['/a&b/node', '<x>'], 'daily');
  expect(plist.startsWith('<?xml')).toBe(true);
  expect(plist).toContain('<string>/a&amp;b/node</string>');
  expect(plist).toContain('<string>&lt;x&gt;</string>');
});
