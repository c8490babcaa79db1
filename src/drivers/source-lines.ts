// Lines of question files, for showing problems in them.
import type { Context } from '../context.ts';

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
