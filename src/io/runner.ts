// Other programs: started from an argument array, never through a shell.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { Environment, Runner } from '../context.ts';
import { Failure } from '../core/failure.ts';
import { releaseKeyboards } from './keyboard.ts';
import { findProgram } from './programs.ts';

async function foreground(command: readonly string[]): Promise<number> {
  const [program = '', ...args] = command;
  const { spawn } = await import('node:child_process');
  releaseKeyboards();
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: 'inherit' });
    child.once('error', (error) => {
      const hint = 'check the name, or choose another with `prep config editor "…"`';
      reject(
        new Failure('program-failed', `${program} could not be started: ${error.message}.`, {
          hint,
          cause: error,
        }),
      );
    });
    child.once('exit', (code) => resolve(code ?? 1));
  });
}

/** Words of the editor command: the setting, else $VISUAL, else $EDITOR, else one that is usually there. */
function editorCommand(setting: string | undefined, env: Environment): readonly string[] {
  const given = [setting, env['VISUAL'], env['EDITOR']].find((text) => text?.trim());
  const found = given ?? findProgram(env, ['sensible-editor', 'nano', 'vim', 'vi']);
  if (!found)
    throw new Failure('editor-missing', 'No editor was found.', {
      hint: 'set EDITOR, or `prep config editor "code --wait"`',
    });
  return found.trim().split(/\s+/);
}

/** Opens the runner of this machine. */
export function openRunner(env: Environment): Runner {
  const edit: Runner['edit'] = async (text, name, editor) => {
    const command = editorCommand(editor, env);
    const folder = mkdtempSync(join(tmpdir(), 'prep-'));
    const file = join(folder, basename(name));
    try {
      writeFileSync(file, text, { mode: 0o600 });
      const code = await foreground([...command, file]);
      if (code !== 0)
        throw new Failure('editor-failed', `${command[0]} ended with exit code ${code}; nothing was stored.`);
      return readFileSync(file, 'utf8');
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  };
  return {
    edit,
    foreground,
    editor: (setting) => editorCommand(setting, env),
    notify: async (title, text) => (await import('./notify.ts')).notify(title, text, env),
    find: (...names) => findProgram(env, names),
  };
}
