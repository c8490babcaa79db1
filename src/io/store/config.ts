// config.json on disk: read as plain JSON, because every start does, and written through `conf`, under a lock.
import { isUtf8 } from 'node:buffer';
import { readFileSync, realpathSync, renameSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { ConfigStore } from '../../context.ts';
import { Failure, ifPossible } from '../../core/base/problem.ts';
import { openSource } from '../../core/base/span.ts';
import type { UnknownFields } from '../../core/base/collections.ts';
import type { Config } from '../../core/settings/config.ts';
import {
  changedConfig,
  type ConfigProblem,
  isConfigEntry,
  parseConfig,
  readConfig,
} from '../../formats/stored/config-file.ts';
import { freePath, ensureFolder, namesIn, reading, sweepOld, syncPath, writing } from './folder.ts';

const NAME = 'config';

/**
 * How sync programs name a second version, in the language of their user: `config (Ada's conflicted copy
 * 2026-11-27).json`, `config (In Konflikt stehende Kopie …).json` (Dropbox, Nextcloud),
 * `config.sync-conflict-20261127-….json` (Syncthing), `config (1).json` (Google Drive), `config 2.json` (iCloud), and
 * `config-LAPTOP.json` (OneDrive). A person's own copies end in what they are.
 */
const CONFLICT_COPY = /^config(?![\p{L}\d]|\.json$)(?!.*[-_ .](?:old|bak|backup|copy)\.json$).*\.json$/u;

/** A file of another program has other entries; a damaged one is told. */
function isConfig(path: string): boolean {
  const raw = ifPossible(() => parseConfig(path, readFileSync(path, 'utf8'))) ?? {};
  return Object.keys(raw).every(isConfigEntry);
}

function parse(file: string, bytes: Buffer, newestBackup: () => string | undefined): UnknownFields {
  try {
    const text = bytes.toString('utf8');
    if (!isUtf8(bytes)) {
      // The next write would lose its letters.
      const { line } = openSource(file, text).pointAt(text.indexOf('\uFFFD'));
      throw new Failure('config-damaged', `${file}:${line}: this is not UTF-8 text.`);
    }
    return parseConfig(file, text);
  } catch (error) {
    if (!(error instanceof Failure) || error.code !== 'config-damaged') throw error;
    const backup = newestBackup();
    const restore = backup
      ? `, or run \`prep restore\` to restore the backup of ${basename(backup)} (the damaged file is kept)`
      : '; nothing was changed, and the journal is not affected';
    throw new Failure(error.code, error.message, { hint: `fix that place${restore}` });
  }
}

/** A backup shows that it existed once. */
const missingProblem = (backup: string): ConfigProblem => ({
  message: 'the file with your values and settings is missing',
  hint: `\`prep restore\` restores the copy of ${basename(backup)}`,
});

function setAside(copy: string): string {
  const to = freePath((ending) => `${copy}.merged${ending}`);
  writing(copy, () => {
    renameSync(copy, to);
    syncPath(dirname(copy));
  });
  return to;
}

/** @param newestBackup path of the newest backup folder with a readable config, for the remedy */
export function openConfig(
  home: string,
  newestBackup: () => string | undefined,
  beforeWrite: () => void,
): ConfigStore {
  const file = join(home, `${NAME}.json`);
  const load = () => {
    if (!reading(file, () => statSync(file, { throwIfNoEntry: false }))) return undefined;
    const bytes = reading(file, () => readFileSync(file));
    return parse(file, bytes, newestBackup);
  };
  const read: ConfigStore['read'] = () => {
    const raw = load();
    if (raw) return readConfig(raw);
    const backup = newestBackup();
    return { ...readConfig({}), problems: backup ? [missingProblem(backup)] : [] };
  };
  const update: ConfigStore['update'] = async (change) => {
    ensureFolder(home);
    const [{ default: Conf }, { withLock }] = await Promise.all([import('conf'), import('./lock.ts')]);
    return withLock(home, () => {
      beforeWrite();
      sweepOld(home, /^config\.json\.tmp-/);
      const raw = load() ?? {};
      const before = readConfig(raw).config;
      const after: Config = change(before);
      if (after === before) return before;
      const store = changedConfig(file, raw, before, after);
      writing(file, () => {
        const conf = new Conf<UnknownFields>({
          cwd: home,
          configName: NAME,
          projectSuffix: '',
          configFileMode: 0o600,
          accessPropertiesByDotNotation: false,
          clearInvalidConfig: false,
          // With its byte order mark, and only once.
          deserialize: () => raw,
        });
        conf.store = store;
        // The file may be a link.
        syncPath(dirname(realpathSync(file)));
      });
      return after;
    });
  };
  return {
    file,
    read,
    update,
    copies: () =>
      namesIn(home)
        .filter((name) => CONFLICT_COPY.test(name.toLowerCase()))
        .map((name) => join(home, name))
        .filter(isConfig),
    setAside,
  };
}
