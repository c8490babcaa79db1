import { isUtf8 } from 'node:buffer';
import {
  constants,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Backup, Backups, Clock } from '../../context.ts';
import { type Day, dayOf, parseDay } from '../../core/base/day.ts';
import { ifPossible } from '../../core/base/problem.ts';
import { DEFAULT_SETTINGS } from '../../core/settings/config.ts';
import { parseConfig } from '../../formats/stored/config-file.ts';
import { ensureFolder, namesIn, reading, syncPath } from './folder.ts';

const COPIED = ['config.json', 'journal', 'questions', 'mocks'];

type BackupStore = Backups & {
  readonly daily: () => void;
  /** Folder of the newest backup with a readable config file. */
  readonly newestSound: () => string | undefined;
};

function isSound(folder: string): boolean {
  const file = join(folder, 'config.json');
  const config = ifPossible(() => {
    const bytes = readFileSync(file);
    return isUtf8(bytes) && parseConfig(file, bytes.toString('utf8'));
  });
  return Boolean(config);
}

/**
 * Files worth copying and not copied yet. On the first day, nothing exists before the first write, and files
 * appear one by one. A damaged config file is never copied, so that it cannot displace good copies.
 */
const uncopied = (home: string, target: string): readonly string[] =>
  COPIED.filter(
    (name) =>
      existsSync(join(home, name)) &&
      !existsSync(join(target, name)) &&
      (name !== 'config.json' || isSound(home)),
  );

/** Media of imported decks are not copied: they would fill the disk. */
const isCopied = (path: string): boolean =>
  basename(dirname(path)) !== 'media' || /\.(?:md|markdown|ya?ml|json)$/i.test(path);

function syncTree(path: string): void {
  if (statSync(path).isDirectory()) for (const name of readdirSync(path)) syncTree(join(path, name));
  syncPath(path);
}

function copyInto(home: string, target: string, names: readonly string[]): void {
  mkdirSync(target, { recursive: true, mode: 0o700 });
  for (const name of names) {
    const temporary = join(target, `${name}.${process.pid}.tmp`);
    try {
      // A dotfiles manager may have linked it.
      const from = realpathSync(join(home, name));
      cpSync(from, temporary, {
        recursive: true,
        preserveTimestamps: true,
        filter: isCopied,
        // Where the file system supports it, a copy takes no space until one of both changes.
        mode: constants.COPYFILE_FICLONE,
      });
      // There are too many questions to wait for, and the originals remain.
      if (name !== 'questions') syncTree(temporary);
      renameSync(temporary, join(target, name));
    } finally {
      rmSync(temporary, { recursive: true, force: true });
    }
  }
  syncPath(target);
  syncPath(dirname(target));
}

function days(folder: string): readonly Day[] {
  const names = ifPossible(() => namesIn(folder)) ?? [];
  return names
    .filter((name) => parseDay(name) !== undefined)
    .toSorted()
    .toReversed();
}

/** One for each day on which something changed. */
const MOST_COPIES = 30;

function makeDaily(home: string, folder: string, today: Day): void {
  const target = join(folder, today);
  const names = uncopied(home, target);
  if (names.length === 0) return;
  ensureFolder(folder);
  copyInto(home, target, names);
  for (const day of days(folder).slice(MOST_COPIES))
    rmSync(join(folder, day), { recursive: true, force: true });
}

export function openBackups(home: string, clock: Clock): BackupStore {
  const folder = join(home, 'backups');
  const today = (): Day => dayOf(clock.now(), clock.calendar(DEFAULT_SETTINGS));
  const list = (): readonly Backup[] => {
    const all = days(folder).map((day) => {
      const copy = join(folder, day);
      return { day, folder: copy, sound: isSound(copy) };
    });

    // A backup from a clock that was ahead is not the newest.
    const now = today();
    return [...all.filter(({ day }) => day <= now), ...all.filter(({ day }) => day > now)];
  };
  let checked: Day | undefined;
  const daily = (): void => {
    const day = today();
    // What this process writes is no loss to it: an import of 10,000 files would be copied at its own last line.
    if (day === checked) return;
    checked = day;
    // Two processes may race for the copy, or the disk may be full: the write itself must go on, and reports errors.
    ifPossible(() => makeDaily(home, folder, day));
  };
  const configFile = join(home, 'config.json');
  return {
    list,
    daily,
    pack: async (to, version) => (await import('./backup-archive.ts')).packHome(home, to, today(), version),
    unpack: async (path) => (await import('./backup-archive.ts')).unpackHome(home, path),
    presentConfig: () =>
      reading(configFile, () => (existsSync(configFile) ? readFileSync(configFile, 'utf8') : undefined)),
    newestSound: () => list().find((backup) => backup.sound)?.folder,
  };
}
