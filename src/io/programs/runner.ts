// Programs that take over the terminal: editor and pager.
import { accessSync, constants, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, delimiter, join } from 'node:path';
import type { Environment, Runner } from '../../context.ts';
import { Failure, ifPossible } from '../../core/base/problem.ts';
import { absolutePath } from '../store/folder.ts';
import { reasonOf } from './system.ts';
import { lendTerminal } from '../terminal/keyboard.ts';

/** Loaded for the first program, because it costs a start 2 ms. */
const processes = () => import('node:child_process');

export async function foreground(command: readonly string[]): Promise<number> {
  const [program = '', ...args] = command;
  const { spawn } = await processes();
  const takeBack = lendTerminal();
  return new Promise<number>((resolve, reject) => {
    const child = spawn(program, args, { stdio: 'inherit' });
    child.once('error', (error) => {
      const hint = 'install it, or choose another with `prep config editor "…"`';
      reject(new Failure('program-failed', `${program} could not be started: ${reasonOf(error)}.`, { hint }));
    });
    child.once('exit', (code) => resolve(code ?? 1));
  }).finally(takeBack);
}

const ignore = (): void => undefined;

/** Keeps colors, and `less` exits at once if everything fits. */
const LESS = 'FRX';

/** Undefined for printing. As in git, `cat` is no pager. */
function pagerCommand(env: Environment): readonly string[] | undefined {
  const given = env['PREP_PAGER'] ?? env['PAGER'];
  const words = given === undefined ? [findProgram(env, ['less', 'more']) ?? ''] : given.trim().split(/\s+/);
  return words[0] === '' || words[0] === 'cat' ? undefined : words;
}

/**
 * @param less options for `less` that override the user's
 * @returns false without a pager
 */
export async function pageText(text: string, env: Environment, less?: string): Promise<boolean> {
  const command = pagerCommand(env);
  if (!command) return false;
  const [program = '', ...args] = command;
  const { spawn } = await processes();
  const takeBack = lendTerminal();
  // Ctrl-C is for the pager.
  process.on('SIGINT', ignore);
  try {
    return await new Promise((resolve) => {
      const child = spawn(program, args, {
        stdio: ['pipe', 'inherit', 'inherit'],
        env: { ...env, LESS: less ?? env['LESS'] ?? LESS, LV: env['LV'] ?? '-c' },
      });
      child.once('error', () => resolve(false));
      child.once('exit', () => resolve(true));
      // A person who leaves early has read enough.
      child.stdin.on('error', ignore);
      child.stdin.end(text);
    });
  } finally {
    process.removeListener('SIGINT', ignore);
    takeBack();
  }
}

function isProgram(path: string): boolean {
  const isFile = ifPossible(() => {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  });
  return isFile ?? false;
}

export function findProgram(env: Environment, names: readonly string[]): string | undefined {
  const folders = (env['PATH'] ?? '').split(delimiter).filter(Boolean);
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).find(isProgram);
}

function editorCommand(setting: string | undefined, env: Environment): readonly string[] {
  const given = [setting, env['VISUAL'], env['EDITOR']].find((text) => text?.trim());
  const found = given ?? findProgram(env, ['sensible-editor', 'nano', 'vim', 'vi']);
  if (!found)
    throw new Failure('editor-missing', 'No editor was found.', {
      hint: 'set EDITOR, or `prep config editor "code --wait"`',
    });
  return found.trim().split(/\s+/);
}

/** Editors that accept `--` before files; they take a line as `+7`. */
const TAKES_DASHES = /^(?:g?vim|vi|view|nvim|nano|emacs|emacsclient)(?:\.exe)?$/;

export function openRunner(env: Environment): Runner {
  const open: Runner['open'] = async (file, editor, line = 1) => {
    const command = editorCommand(editor, env);
    const takesDashes = TAKES_DASHES.test(basename(command[0] ?? ''));
    const place = takesDashes ? [...(line > 1 ? [`+${line}`] : []), '--'] : [];
    // Absolute: banks come from other people, and vi runs the command in a name such as `+!rm x`.
    return foreground([...command, ...place, absolutePath(file)]);
  };
  const edit: Runner['edit'] = async (text, name, editor) => {
    const folder = mkdtempSync(join(tmpdir(), 'prep-'));
    const file = join(folder, basename(name));
    try {
      writeFileSync(file, text, { mode: 0o600 });
      const code = await open(file, editor);
      if (code !== 0)
        throw new Failure(
          'editor-failed',
          `${editorCommand(editor, env)[0]} ended with exit code ${code}; nothing was stored.`,
        );
      return readFileSync(file, 'utf8');
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  };
  return {
    edit,
    open,
    view: async (text) => {
      // Without -F, with which less exits at once if everything fits.
      if (await pageText(text, env, '-R')) return;
      throw new Failure('pager-missing', 'No pager was found.', { hint: 'set PAGER, for example to less' });
    },
    editor: (setting) => editorCommand(setting, env),
  };
}
