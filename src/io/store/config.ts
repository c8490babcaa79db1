// config.json on disk. Reading is plain JSON (it is on the start-up path); writing goes through `conf`,
// under a lock.
import { readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { ConfigStore } from '../../context.ts';
import type { UnknownFields } from '../../core/base/unknown.ts';
import { MINUTE_MS } from '../../core/base/day.ts';
import { Failure } from '../../core/base/problem.ts';
import type { Config } from '../../core/settings/config.ts';
import { changedConfig, parseConfig, readConfig } from '../../formats/stored/config-file.ts';
import { codeOf } from '../programs/system-error.ts';
import { ensureFolder, readFailure, writeFailure } from './folder.ts';

const NAME = 'config';

/** Text of the file; undefined when there is none yet. */
function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw readFailure(file, error);
  }
}

/** Parses, and adds the remedy to what is wrong with a damaged file. */
function parse(file: string, text: string, newestBackup: () => string | undefined): UnknownFields {
  try {
    return parseConfig(file, text);
  } catch (error) {
    if (!(error instanceof Failure) || error.code !== 'config-damaged') throw error;
    const backup = newestBackup();
    const restore = backup
      ? `, or run \`prep restore\` to go back to the backup of ${basename(backup)} (the damaged file is kept)`
      : '; nothing was changed, and the journal is not affected';
    throw new Failure(error.code, error.message, { hint: `mend that place${restore}`, cause: error });
  }
}

/** A killed write leaves `config.json.tmp-…` behind; those older than a minute belong to nobody. */
function sweep(home: string): void {
  for (const name of readdirSync(home)) {
    if (!name.startsWith(`${NAME}.json.tmp-`)) continue;
    const path = join(home, name);
    if (Date.now() - (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Infinity) > MINUTE_MS)
      rmSync(path, { force: true });
  }
}

async function locked<T>(home: string, work: () => Promise<T>): Promise<T> {
  const { lock } = await import('./lock.ts');
  const release = await lock(home);
  try {
    return await work();
  } finally {
    await release();
  }
}

/**
 * Opens the config of `home`.
 * @param newestBackup path of the newest backup folder that holds a sound config, for the remedy
 * @param beforeWrite runs ahead of each write (daily backup)
 */
export function openConfig(
  home: string,
  newestBackup: () => string | undefined,
  beforeWrite: () => void,
): ConfigStore {
  const file = join(home, `${NAME}.json`);
  const load = (): { text: string; raw: UnknownFields } => {
    const text = readIfThere(file);
    return text === undefined ? { text: '{}', raw: {} } : { text, raw: parse(file, text, newestBackup) };
  };
  const read: ConfigStore['read'] = () => {
    const { text, raw } = load();
    return readConfig(file, text, raw);
  };
  const update: ConfigStore['update'] = async (change) => {
    ensureFolder(home);
    const { default: Conf } = await import('conf');
    return locked(home, async () => {
      beforeWrite();
      sweep(home);
      const { text, raw } = load();
      const before = readConfig(file, text, raw).config;
      const after: Config = change(before);
      if (after === before) return before;
      try {
        const conf = new Conf<UnknownFields>({
          cwd: home,
          configName: NAME,
          projectSuffix: '',
          configFileMode: 0o600,
          accessPropertiesByDotNotation: false,
          clearInvalidConfig: false,
        });
        conf.store = changedConfig(raw, before, after);
      } catch (error) {
        throw writeFailure(file, error);
      }
      return after;
    });
  };
  return { file, read, update };
}
