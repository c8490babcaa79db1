// How a session looks on this screen.
import type { Context, Prompts } from '../../context.ts';
import { Failure } from '../../core/base/problem.ts';
import type { Settings } from '../../core/settings/config.ts';
import type { Display } from '../../screens/ui/frame.ts';
import { theme } from '../../screens/ui/theme.ts';

/** The look of the screen; its width is asked anew each time, since windows are resized. */
export const displayOf = ({ screen }: Context, plain: boolean): Display => ({
  get columns() {
    return screen.columns;
  },
  theme: theme(screen),
  plain,
});

/** Fails where nobody can be asked. @param scripts what a script can do instead */
export function requirePerson(
  { interactive }: Pick<Context, 'interactive'>,
  options: { readonly json?: boolean; readonly plain?: boolean },
  command: 'quiz' | 'mock',
  scripts: string,
): void {
  if (options.json)
    throw new Failure(`${command}-json`, `\`prep ${command}\` asks questions and has no \`--json\`.`, {
      hint: scripts,
    });
  if (interactive || options.plain) return;
  throw new Failure('no-terminal', `\`prep ${command}\` needs an interactive terminal.`, {
    hint: `with answers on stdin, use \`prep ${command} --plain\`; ${scripts}`,
  });
}

/** In a smaller window a session is asked line by line. */
const LEAST = { columns: 40, rows: 14 };

/** True when a session takes the whole window. */
export const usesFullScreen = (
  { screen, interactive }: Pick<Context, 'screen' | 'interactive'>,
  { inline, plain }: { readonly inline?: boolean; readonly plain?: boolean },
  settings: Pick<Settings, 'screen'>,
): boolean =>
  interactive &&
  screen.fancy &&
  !plain &&
  !inline &&
  settings.screen === 'full' &&
  screen.columns >= LEAST.columns &&
  screen.rows >= LEAST.rows;

/**
 * Asks a person; the terminal is given back whatever happens.
 * @param full true to take the whole window
 */
export async function withPrompts<Result>(
  context: Context,
  plain: boolean,
  ask: (prompts: Prompts) => Promise<Result>,
  full = false,
): Promise<Result> {
  const prompts = await context.prompts(plain, full);
  try {
    return await ask(prompts);
  } finally {
    prompts.close();
  }
}

// Lines of question files, for showing problems in them.

/** Reads source lines for the carets, each file once. */
export function lineReader(context: Context): (file: string, line: number) => string | undefined {
  const files = new Map<string, readonly string[]>();
  return (file, line) => {
    let lines = files.get(file);
    if (!lines) {
      try {
        lines = context.banks.sourceText(file).split(/\r?\n/);
      } catch {
        // A file that cannot be read has its problem already; it has no line to show.
        lines = [];
      }
      files.set(file, lines);
    }
    return lines[line - 1];
  };
}

// How far long work is, said on stderr while it goes on.

/** Called with a line on how far the work is; empty when it is done. */
type Progress = (line: string) => void;

/** Shows how far the work is: one line that is written over, or once what is being done where lines stay. */
export function progressOn({ out, screen, interactive }: Context, plain: boolean): Progress {
  let width = 0;
  let isSaid = false;
  return (line) => {
    if (screen.fancy && interactive && !plain) {
      const shown = line.slice(0, Math.max(1, screen.columns - 1));
      out.talk(`\r${shown.padEnd(width)}\r`);
      width = shown.length;
    } else if (!isSaid && line !== '') {
      isSaid = true;
      out.talk(`${line} …\n`);
    }
  };
}
