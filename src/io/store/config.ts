// config.json on disk. Reading is plain JSON, as every start reads it; writing goes through `conf`, under a
// lock.
import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { ConfigStore } from '../../context.ts';
import { Failure } from '../../core/base/problem.ts';
import type { UnknownFields } from '../../core/base/unknown.ts';
import type { Config } from '../../core/settings/config.ts';
import { changedConfig, parseConfig, readConfig } from '../../formats/stored/config-file.ts';
import { codeOf } from '../programs/system.ts';
import { ensureFolder, readFailure, sweepKilled, withLock, writeFailure } from './folder.ts';

const NAME = 'config';

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

/**
 * @param newestBackup path of the newest backup folder with a readable config, for the remedy
 * @param beforeWrite runs before each write (daily backup)
 */
export function openConfig(
  home: string,
  newestBackup: () => string | undefined,
  beforeWrite: () => void,
): ConfigStore {
  const file = join(home, `${NAME}.json`);
  const load = (): { text: string; raw: UnknownFields } => {
    let text: string;
    try {
      text = readFileSync(file, 'utf8');
    } catch (error) {
      if (codeOf(error) === 'ENOENT') return { text: '{}', raw: {} };
      throw readFailure(file, error);
    }
    return { text, raw: parse(file, text, newestBackup) };
  };
  const read: ConfigStore['read'] = () => {
    const { text, raw } = load();
    return readConfig(file, text, raw);
  };
  const update: ConfigStore['update'] = async (change) => {
    ensureFolder(home);
    const { default: Conf } = await import('conf');
    return withLock(home, () => {
      beforeWrite();
      sweepKilled(home, /^config\.json\.tmp-/);
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
