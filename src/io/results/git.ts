// Which revision of a repository a file is in, as git says it. Git runs nothing that the repository brings
// along: its config can name programs (hooks, monitors, filters), and a repository may be somebody else's.
import { execFile } from 'node:child_process';
import { dirname } from 'node:path';
import type { Environment, ResultFiles } from '../../context.ts';

type Revision = Awaited<ReturnType<ResultFiles['revision']>>;

/** What git printed, and its exit code; undefined when it could not be started, was too slow or said too much. */
type Printed = { readonly text: string; readonly code: number | undefined };
type Git = (folder: string, ...args: readonly string[]) => Promise<Printed>;

/** A revision is worth little; nobody waits for it for long. */
const PATIENCE_MS = 2000;

const SAFE = ['--no-pager', '-c', 'core.fsmonitor=false', '-c', 'core.hooksPath=/dev/null'];

/** Without what would lead git to another repository, such as the variables that a hook is run with. */
function gitEnvironment(env: Environment): Record<string, string> {
  const kept = Object.entries(env).filter(([name]) => !name.toUpperCase().startsWith('GIT_'));
  const set = kept.flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const]));
  return {
    ...Object.fromEntries(set),
    LC_ALL: 'C',
    GIT_OPTIONAL_LOCKS: '0',
    GIT_TERMINAL_PROMPT: '0',
    // A clone without all of its objects would ask its remote for them.
    GIT_NO_LAZY_FETCH: '1',
    GIT_ALLOW_PROTOCOL: '',
  };
}

const runner =
  (env: Record<string, string>): Git =>
  (folder, ...args) =>
    new Promise((resolve) => {
      const options = { env, timeout: PATIENCE_MS, windowsHide: true };
      execFile('git', [...SAFE, '-C', folder, ...args], options, (error, stdout) => {
        const code = typeof error?.code === 'number' ? error.code : undefined;
        resolve({ text: stdout, code: error ? code : 0 });
      });
    });

/**
 * Options that empty the filters which the repository's own config names: git would run them to compare files.
 * Undefined when that cannot be done.
 */
async function withoutFilters(git: Git, top: string): Promise<readonly string[] | undefined> {
  const listed = ['config', '-z', '--show-scope', '--name-only', '--get-regexp', '^filter\\.'];
  const { text, code } = await git(top, ...listed);
  // 1 means that there is none.
  if (code !== 0) return code === 1 ? [] : undefined;
  const words = text.split('\0');
  const own = words.filter((_, i) => /^(?:local|worktree)$/.test(words[i - 1] ?? ''));
  // After `-c`, a name ends at its first equals sign.
  return own.some((name) => name.includes('=')) ? undefined : own.flatMap((name) => ['-c', `${name}=`]);
}

/** Whether files that git knows were changed; undefined when git does not say. */
async function isDirty(git: Git, top: string): Promise<boolean | undefined> {
  const emptied = await withoutFilters(git, top);
  if (!emptied) return undefined;
  const status = ['status', '--porcelain', '--untracked-files=no', '--ignore-submodules=dirty'];
  const { text, code } = await git(top, ...emptied, ...status);
  if (text !== '') return true;
  return code === 0 ? false : undefined;
}

/** Opens git. What it said of a repository holds for as long as this run lasts. @param env what git is started with */
export function openGit(env: Environment): (path: string) => Promise<Revision> {
  const git = runner(gitEnvironment(env));
  const byTop = new Map<string, Promise<boolean | undefined>>();
  const byFolder = new Map<string, Promise<Revision>>();
  const ask = async (folder: string): Promise<Revision> => {
    const { text } = await git(folder, 'rev-parse', '--show-toplevel', 'HEAD');
    const [, top = '', commit = ''] = /^(.+)\n([0-9a-f]{40,64})\n$/s.exec(text) ?? [];
    if (top === '') return undefined;
    const asked = byTop.get(top) ?? isDirty(git, top);
    byTop.set(top, asked);
    const dirty = await asked;
    return dirty === undefined ? undefined : { commit, dirty };
  };
  return (path) => {
    const folder = dirname(path);
    const asked = byFolder.get(folder) ?? ask(folder);
    byFolder.set(folder, asked);
    return asked;
  };
}
