import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { installEntry } from '../../src/formats/export/drill-install.ts';
import { tempFolder } from '../support/home.ts';

it('prints units that systemd takes as they are, and a time that it knows', () => {
  const folder = tempFolder();
  const text = installEntry('systemd', [process.execPath, '/tmp/a b/100%/$HOME', 'drill'], 'daily');
  const units = text.split(/^# ~\/\.config\/systemd\/user\/(\S+)\n/m);
  const paths = [1, 3].map((at) => join(folder, units[at] ?? ''));
  for (const [i, path] of paths.entries()) writeFileSync(path, units[2 + 2 * i] ?? '');
  const verified = spawnSync('systemd-analyze', ['verify', '--user', ...paths], {
    env: { ...process.env, XDG_RUNTIME_DIR: folder },
    encoding: 'utf8',
  });
  expect(verified).toMatchObject({ status: 0, stderr: '' });
  const time = /^OnCalendar=(.*)$/m.exec(text)?.[1] ?? '';
  expect(spawnSync('systemd-analyze', ['calendar', time]).status).toBe(0);
});
