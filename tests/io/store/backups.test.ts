import { mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import type { Unpacked } from '../../../src/context.ts';
import { Failure } from '../../../src/core/base/problem.ts';
import { openBackups } from '../../../src/io/store/backups.ts';
import { writeFileSet } from '../../../src/io/store/file-sets.ts';
import { openClock } from '../../../src/io/programs/system.ts';
import { tempFolder } from '../../support/home.ts';

const CONFIG = '{ "version": 1 }\n';
const openAt = (home: string, now = '2026-11-24T10:00:00+01:00') =>
  openBackups(home, openClock({ PREP_NOW: now }));

describe('the daily backup', () => {
  it('is not made of nothing, so that a first day has a sound one as soon as there is something', () => {
    const home = tempFolder();
    openAt(home).daily();
    expect(openAt(home).list()).toEqual([]);

    mkdirSync(join(home, 'journal'));
    openAt(home).daily();
    expect(openAt(home).newestSound()).toBeUndefined();

    writeFileSync(join(home, 'config.json'), CONFIG);
    openAt(home).daily();
    expect(openAt(home).list()).toEqual([
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

  it('is of what stood there before the process wrote', () => {
    const home = tempFolder();
    writeFileSync(join(home, 'config.json'), CONFIG);
    const backups = openAt(home);
    backups.daily();
    mkdirSync(join(home, 'questions'));
    writeFileSync(join(home, 'questions', 'why.md'), 'x');
    backups.daily();
    const copies = () => readdirSync(join(home, 'backups', '2026-11-24'));
    expect(copies()).toEqual(['config.json']);
    openAt(home).daily();
    expect(copies()).toEqual(['config.json', 'questions']);
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

  it('holds what a link leads to, and not the link', () => {
    const [home, dotfiles] = [tempFolder(), tempFolder()];
    mkdirSync(join(dotfiles, 'journal'));
    writeFileSync(join(dotfiles, 'journal', 'a.jsonl'), '{}\n');
    writeFileSync(join(dotfiles, 'config.json'), CONFIG);
    for (const name of ['journal', 'config.json']) symlinkSync(join(dotfiles, name), join(home, name));
    openAt(home).daily();
    rmSync(dotfiles, { recursive: true });
    const copy = openAt(home).newestSound() ?? '';
    expect(readFileSync(join(copy, 'config.json'), 'utf8')).toBe(CONFIG);
    expect(readFileSync(join(copy, 'journal', 'a.jsonl'), 'utf8')).toBe('{}\n');
  });

  it('of a clock that was ahead is not the newest', () => {
    const home = tempFolder();
    writeFileSync(join(home, 'config.json'), CONFIG);
    openAt(home, '2036-11-24T10:00:00+01:00').daily();
    openAt(home).daily();
    expect(
      openAt(home)
        .list()
        .map(({ day }) => day),
    ).toEqual(['2026-11-24', '2036-11-24']);
    expect(openAt(home).newestSound()).toContain('2026-11-24');
  });

  it('is one folder a day', () => {
    const home = tempFolder();
    writeFileSync(join(home, 'config.json'), CONFIG);
    openAt(home).daily();
    openAt(home, '2026-11-25T10:00:00+01:00').daily();
    expect(
      openAt(home, '2026-11-25T10:00:00+01:00')
        .list()
        .map(({ day }) => day),
    ).toEqual(['2026-11-25', '2026-11-24']);
  });

  it('is kept until there are thirty later ones', () => {
    const home = tempFolder();
    writeFileSync(join(home, 'config.json'), CONFIG);
    const old = Array.from({ length: 40 }, (_, i) => `2026-0${i < 20 ? 1 : 9}-${String(10 + (i % 20))}`);
    for (const day of old) mkdirSync(join(home, 'backups', day), { recursive: true });
    openAt(home).daily();
    const kept = readdirSync(join(home, 'backups')).toSorted();
    expect(kept).toEqual([...old.slice(-29), '2026-11-24']);
  });
});

describe('an archive of everything', () => {
  const CONTENTS: Readonly<Record<string, string>> = {
    'config.json': CONFIG,
    'journal/a.jsonl': '{"v":1}\n',
    'questions/Größe/why.md': '# Why?\n',
    'questions/.prep-import.json': '{}',
    'questions/.git/config': 'not prep',
    'mocks/m.jsonl': '{"v":1}\n',
    'recordings/one.wav': 'RIFF',
    'cache/progress.json': 'computed',
    'questions/.prep-set-1/0': 'left behind',
    'drafts/a.txt.12.tmp': 'left behind',
  };
  const OWNED = Object.keys(CONTENTS)
    .slice(0, 7)
    .filter((name) => !name.includes('.git'));

  const homeWith = (contents: Readonly<Record<string, string>>): string => {
    const home = tempFolder();
    for (const [name, text] of Object.entries(contents)) {
      mkdirSync(join(home, name, '..'), { recursive: true });
      writeFileSync(join(home, name), text);
    }
    return home;
  };
  const packed = async (): Promise<string> => {
    const folder = tempFolder();
    symlinkSync(folder, join(folder, 'loop'));
    const home = homeWith(CONTENTS);
    symlinkSync('/', join(home, 'questions', 'root'));
    const { file } = await openAt(home).pack(join(folder, 'new', 'a.zip'), '1.2.3');
    return file;
  };

  it('holds what a person owns, and comes back byte for byte', async () => {
    const [file, home] = [await packed(), tempFolder()];
    const unpacked = await openAt(home).unpack(file);
    expect(unpacked).toMatchObject({ made: '2026-11-24', config: CONFIG, same: 0 });
    const config = { path: 'config.json', content: unpacked.config ?? '' };
    await writeFileSet(home, [...unpacked.changes, config], () => undefined);
    for (const name of OWNED) expect(readFileSync(join(home, name), 'utf8')).toBe(CONTENTS[name]);
    expect(
      readdirSync(home, { recursive: true }).filter((name) => /git|set-|tmp|cache|root/.test(String(name))),
    ).toEqual([]);
  });

  it('is refused, wherever a byte of it is another, unless it gives the same', async () => {
    const [file, home] = [await packed(), tempFolder()];
    const bytes = readFileSync(file);
    const contentsOf = ({ config, changes }: Unpacked): unknown => [
      config,
      changes.map(({ path, content }) => [path, String(typeof content === 'string' ? content : content())]),
    ];
    const sound = contentsOf(await openAt(home).unpack(file));
    let refused = 0;
    for (let at = 0; at < bytes.length; at += 3) {
      writeFileSync(
        file,
        bytes.map((byte, i) => (i === at ? byte ^ 0x10 : byte)),
      );
      try {
        expect(contentsOf(await openAt(home).unpack(file)), `byte ${at}`).toEqual(sound);
      } catch (error) {
        if (!(error instanceof Failure)) throw error;
        refused++;
      }
    }
    // The rest are times, and what else nobody needs.
    expect(refused).toBeGreaterThan(bytes.length / 6);
    for (const text of ['', 'PK', bytes.subarray(0, bytes.length / 2)]) {
      writeFileSync(file, text);
      await expect(openAt(home).unpack(file)).rejects.toThrow(/cannot be read|no backup/);
    }
    await expect(openAt(home).unpack(tempFolder())).rejects.toThrow('is not a prep backup');
  });

  it("names nothing outside of what is prep's, whatever stands in it", async () => {
    const names = [
      'config.json',
      '../out.md',
      '/out.md',
      'cache/x',
      'questions/.git/hooks/x',
      'bin/x',
      '.lock',
    ];
    const about = JSON.stringify({ v: 1, kind: 'prep-backup', made: '', files: names });
    const home = tempFolder();
    const file = join(home, 'a.zip');
    const zip = (texts: Readonly<Record<string, string>>): void =>
      writeFileSync(
        file,
        zipSync(Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, Buffer.from(text)]))),
      );
    zip({ 'prep-backup.json': about, ...Object.fromEntries(names.map((name) => [name, CONFIG])) });
    await expect(openAt(home).unpack(file)).rejects.toThrow('points outside the folder');
    const within = names.filter((name) => !name.includes('/out'));
    zip({
      'prep-backup.json': about.replace('"../out.md","/out.md",', ''),
      ...Object.fromEntries(within.map((name) => [name, CONFIG])),
    });
    expect(await openAt(home).unpack(file)).toMatchObject({ config: CONFIG, changes: [] });
    zip({ 'prep-backup.json': about.replace('"v":1', '"v":2') });
    await expect(openAt(home).unpack(file)).rejects.toThrow('newer version of prep');
  });
});
