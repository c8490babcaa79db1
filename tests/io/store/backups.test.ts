import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openBackups } from '../../../src/io/store/backups.ts';
import { openClock } from '../../../src/io/programs/system.ts';
import { tempFolder } from '../../support/home.ts';

const CONFIG = '{ "version": 1 }\n';
const openAt = (home: string, now = '2026-11-24T10:00:00+01:00') =>
  openBackups(home, openClock({ PREP_NOW: now, TZ: 'Europe/Berlin' }));

describe('the daily backup', () => {
  it('is not made of nothing, so that a first day has a sound one as soon as there is something', () => {
    const home = tempFolder();
    const backups = openAt(home);
    backups.daily();
    expect(backups.list()).toEqual([]);

    mkdirSync(join(home, 'journal'));
    backups.daily();
    expect(backups.newestSound()).toBeUndefined();

    writeFileSync(join(home, 'config.json'), CONFIG);
    backups.daily();
    expect(backups.list()).toEqual([
      { day: '2026-11-24', folder: join(home, 'backups', '2026-11-24'), sound: true },
    ]);
  });

  it('keeps what stood there first on that day', () => {
    const home = tempFolder();
    const file = join(home, 'config.json');
    writeFileSync(file, CONFIG);
    openAt(home).daily();
    writeFileSync(file, '{ "version": 1, "settings": { "newPerDay": 3 } }\n');
    openAt(home).daily();
    expect(readFileSync(join(home, 'backups', '2026-11-24', 'config.json'), 'utf8')).toBe(CONFIG);
  });

  it('takes question files, and not the images and sounds that decks brought', () => {
    const home = tempFolder();
    mkdirSync(join(home, 'questions', 'deck', 'media'), { recursive: true });
    for (const name of ['why.md', 'media/tree.png', 'media/notes.md'])
      writeFileSync(join(home, 'questions', 'deck', name), 'x');
    openAt(home).daily();
    const copied = readdirSync(join(home, 'backups', '2026-11-24', 'questions', 'deck'), { recursive: true });
    expect(copied.map(String).toSorted()).toEqual(['media', 'media/notes.md', 'why.md']);
  });

  it('never takes a damaged config file', () => {
    const home = tempFolder();
    writeFileSync(join(home, 'config.json'), CONFIG);
    openAt(home).daily();
    writeFileSync(join(home, 'config.json'), '{ "version": 1,, }\n');
    const later = openAt(home, '2026-11-25T10:00:00+01:00');
    later.daily();
    expect(later.newestSound()).toBe(join(home, 'backups', '2026-11-24'));
  });

  it('is one folder a day', () => {
    const home = tempFolder();
    writeFileSync(join(home, 'config.json'), CONFIG);
    openAt(home).daily();
    openAt(home, '2026-11-25T10:00:00+01:00').daily();
    expect(
      openAt(home)
        .list()
        .map(({ day }) => day),
    ).toEqual(['2026-11-25', '2026-11-24']);
  });
});
