// The revision of a file's repository. The repository may be someone else's, and its config can name programs:
// git must run none of them.
import { execFile } from 'node:child_process';
import { dirname } from 'node:path';
import type { Environment, ResultFiles } from '../../context.ts';

type Revision = Awaited<ReturnType<ResultFiles['revision']>>;

type Printed = { readonly text: string; readonly code: number | undefined };
type Git = (folder: string, ...args: readonly string[]) => Promise<Printed>;

/** A revision is not worth a long wait. */
const TIMEOUT_MS = 2000;

const SAFE = ['--no-pager', '-c', 'core.fsmonitor=false', '-c', 'core.hooksPath=/dev/null'];

/** Variables of a git hook would lead to another repository. */
function gitEnvironment(env: Environment): Record<string, string> {
  const own = Object.entries(env).filter(
    (entry): entry is [string, string] =>
      entry[1] !== undefined && !entry[0].toUpperCase().startsWith('GIT_'),
  );
  return {
    ...Object.fromEntries(own),
    LC_ALL: 'C',
    GIT_OPTIONAL_LOCKS: '0',
    GIT_TERMINAL_PROMPT: '0',
    // A partial clone would fetch missing objects from its remote.
    GIT_NO_LAZY_FETCH: '1',
    GIT_ALLOW_PROTOCOL: '',
  };
}

const runner =
  (env: Record<string, string>): Git =>
  (folder, ...args) =>
    new Promise((resolve) => {
      const options = { env, timeout: TIMEOUT_MS, windowsHide: true };
      execFile('git', [...SAFE, '-C', folder, ...args], options, (error, stdout) => {
        const code = typeof error?.code === 'number' ? error.code : undefined;
        resolve({ text: stdout, code: error ? code : 0 });
      });
    });

/** Overrides for filters in the repository's config, which git would run; undefined if that is impossible. */
async function withoutFilters(git: Git, top: string): Promise<readonly string[] | undefined> {
  const listed = ['config', '-z', '--show-scope', '--name-only', '--get-regexp', '^filter\\.'];
  const { text, code } = await git(top, ...listed);
  // Exit code 1 means that there are none.
  if (code !== 0) return code === 1 ? [] : undefined;
  const words = text.split('\0');
  const own = words.filter((_, i) => /^(?:local|worktree)$/.test(words[i - 1] ?? ''));
  // After `-c`, a name ends at its first equals sign.
  return own.some((name) => name.includes('=')) ? undefined : own.flatMap((name) => ['-c', `${name}=`]);
}

async function isDirty(git: Git, top: string): Promise<boolean | undefined> {
  const emptied = await withoutFilters(git, top);
  if (!emptied) return undefined;
  const status = ['status', '--porcelain', '--untracked-files=no', '--ignore-submodules=dirty'];
  const { text, code } = await git(top, ...emptied, ...status);
  if (text !== '') return true;
  return code === 0 ? false : undefined;
}

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
