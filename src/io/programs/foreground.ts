// Programs that take over the terminal: editor and pager.
import { spawn } from 'node:child_process';
import type { Environment } from '../../context.ts';
import { Failure } from '../../core/base/problem.ts';
import { lendTerminal } from '../terminal/keyboard.ts';
import { findProgram } from './runner.ts';

export async function foreground(command: readonly string[]): Promise<number> {
  const [program = '', ...args] = command;
  const takeBack = lendTerminal();
  return new Promise<number>((resolve, reject) => {
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
