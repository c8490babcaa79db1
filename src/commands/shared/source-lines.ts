// Lines of question files, for showing problems in them.
import type { Context } from '../../context.ts';

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
