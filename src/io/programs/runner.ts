import { accessSync, constants, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, delimiter, join } from 'node:path';
import type { Environment, Runner } from '../../context.ts';
import { Failure } from '../../core/base/problem.ts';
import { absolutePath } from '../store/folder.ts';

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
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

/** The path is absolute: banks come from other people, and vi runs the command in a name such as `+!rm x`. */
function editCommand(
  file: string,
  line: number,
  setting: string | undefined,
  env: Environment,
): readonly string[] {
  const command = editorCommand(setting, env);
  const takesDashes = TAKES_DASHES.test(basename(command[0] ?? ''));
  const place = takesDashes ? [...(line > 1 ? [`+${line}`] : []), '--'] : [];
  return [...command, ...place, absolutePath(file)];
}

/** Loaded late; prompts and the runner share the terminal. */
const late = () => import('./foreground.ts');

export function openRunner(env: Environment): Runner {
  const open: Runner['open'] = async (file, editor, line = 1) =>
    (await late()).foreground(editCommand(file, line, editor, env));
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
      if (await (await late()).pageText(text, env, '-R')) return;
      throw new Failure('pager-missing', 'No pager was found.', { hint: 'set PAGER, for example to less' });
    },
    editor: (setting) => editorCommand(setting, env),
    find: (...names) => findProgram(env, names),
  };
}
