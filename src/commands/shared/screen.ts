import type { CommandName, GlobalOptions } from '../../cli.ts';
import type { Context, Prompts } from '../../context.ts';
import { Failure, failureOf, ifPossible } from '../../core/base/problem.ts';
import type { Settings } from '../../core/settings/config.ts';
import { isWebPage } from '../../formats/import/file-facts.ts';
import { jsonDocument, type JsonFields } from '../../formats/json/document.ts';
import type { Display } from '../../screens/ui/frame.ts';
import { theme } from '../../screens/ui/theme.ts';
import { UNCUT } from '../../screens/ui/width.ts';

/** The width is read each time, because windows are resized. */
export const displayOf = ({ screen }: Context, plain: boolean): Display => ({
  get columns() {
    return screen.columns;
  },
  theme: theme(screen),
  plain,
});

/** Of what is printed to be read or piped: at a terminal it is wrapped, and a pipe gets whole lines. */
export const dataDisplay = (context: Context): Display => {
  const display = displayOf(context, true);
  return context.screen.piped ? { ...display, columns: UNCUT } : display;
};

/** Before an answer is typed that could not be stored. */
function requireWritable({ probeHome }: Pick<Context, 'probeHome'>): void {
  const failure = failureOf(probeHome);
  // A home that others can read is a finding of `prep doctor` alone.
  if (failure?.code === 'not-writable') throw failure;
}

export function requireNoJson({ json }: GlobalOptions, command: string, hint = 'leave it out'): void {
  if (json) throw new Failure('no-json', `\`prep ${command}\` has no \`--json\`.`, { hint });
}

export function requirePerson(
  context: Pick<Context, 'interactive' | 'probeHome'>,
  options: GlobalOptions,
  command: 'quiz' | 'mock',
  scripts: string,
): void {
  requireNoJson(options, command, scripts);
  if (context.interactive || options.plain) return requireWritable(context);
  throw new Failure('no-terminal', `\`prep ${command}\` needs an interactive terminal.`, {
    hint: `with answers on stdin, use \`prep ${command} --plain\`; ${scripts}`,
  });
}

/** In a smaller window prep asks line by line. */
const LEAST = { columns: 40, rows: 14 };

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

/** With how texts between the prompts look. The terminal is restored whatever happens. */
export async function withPrompts<Result>(
  context: Context,
  isPlain: boolean | undefined,
  ask: (prompts: Prompts, display: Display) => Promise<Result>,
  full = false,
): Promise<Result> {
  const display = displayOf(context, isPlain === true || !context.screen.fancy);
  const prompts = await context.prompts(display.plain, full);
  try {
    return await ask(prompts, display);
  } finally {
    prompts.close();
  }
}

/** Returns the exit code. */
export function printJson(
  { out }: Pick<Context, 'out'>,
  command: CommandName | 'status',
  fields: JsonFields,
  exit = 0,
): number {
  out.data(jsonDocument(command, fields));
  return exit;
}

export function lineReader(context: Context): (file: string, line: number) => string | undefined {
  const files = new Map<string, readonly string[]>();
  return (file, line) => {
    // The lines of a page are mostly tags, and a file that cannot be read already has a problem.
    const read = () => (isWebPage(file) ? [] : context.banks.sourceText(file).split(/\r?\n/));
    const lines = files.get(file) ?? ifPossible(read) ?? [];
    files.set(file, lines);
    return lines[line - 1];
  };
}

/** One line that is overwritten; without cursor movement, only what is being done. */
export function progressOn({ out, screen, interactive }: Context, plain: boolean): (line: string) => void {
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
