import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { installEntry } from '../../../src/formats/export/drill-install.ts';

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
  expect(unit).toContain('"/home/o\'hara/100%%/prep.js"');
  expect(unit).toContain('"$$HOME"');
  expect(unit).toContain('SuccessExitStatus=1');
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
