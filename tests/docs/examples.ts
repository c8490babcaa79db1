// Reads the ```console blocks of a manual, and holds what a command printed against what the manual shows.
// Knows nothing of prep; runs nothing.

/** One command of a block and the output that the manual shows below it. */
export type Step = { readonly command: string; readonly exit: number; readonly output: string };

export type Block = {
  /** 1-based line of the opening fence. */
  readonly line: number;
  /** 0-based lines of the content: from, and up to but without. */
  readonly from: number;
  readonly to: number;
  readonly steps: readonly Step[];
  /** Why it is not run; undefined when it is. */
  readonly noRun: string | undefined;
  /** A file to create (` ```markdown file=guide.md `); its content is `text`. */
  readonly file: string | undefined;
  readonly text: string;
};

function stepsOf(lines: readonly string[]): readonly Step[] {
  const steps: { command: string; exit: number; output: string[] }[] = [];
  for (const line of lines) {
    const last = steps.at(-1);
    if (line.startsWith('$ ')) {
      const exit = Number(/ # exit (\d+)$/.exec(line)?.[1] ?? 0);
      steps.push({ command: line.slice(2), exit, output: [] });
    } else if (last?.output.length === 0 && last.command.endsWith('\\')) last.command += `\n${line}`;
    else last?.output.push(line);
  }
  return steps.map(({ command, exit, output }) => ({ command, exit, output: output.join('\n') }));
}

/** The blocks of `markdown` that are run, create a file, or say why they are not run; in order. */
export function readBlocks(markdown: string): readonly Block[] {
  const lines = markdown.split('\n');
  const blocks: Block[] = [];
  for (let at = 0; at < lines.length; at++) {
    const fence = /^(`{3,})(\S*) ?(.*)$/.exec(lines[at] ?? '');
    if (!fence) continue;
    const [, ticks = '', language, info = ''] = fence;
    const end = lines.indexOf(ticks, at + 1);
    const to = end < 0 ? lines.length : end;
    const content = lines.slice(at + 1, to);
    const file = /\bfile=(\S+)/.exec(info)?.[1];
    if (language === 'console' || file !== undefined) {
      const noRun = /^no-run:?\s*(.*)$/.exec(info)?.[1];
      const steps = language === 'console' ? stepsOf(content) : [];
      blocks.push({ line: at + 1, from: at + 1, to, steps, noRun, file, text: `${content.join('\n')}\n` });
    }
    at = to;
  }
  return blocks;
}

/** Undefined where a shell would do more than part words and take quotes away. */
export function wordsOf(command: string): readonly string[] | undefined {
  const WORD = /(?:'([^']*)'|"([^"$`\\!]*)"|([\w./:,@%+-][\w./:,@%+=-]*))(?:$| +)/y;
  const words: string[] = [];
  while (WORD.lastIndex < command.length) {
    const found = WORD.exec(command);
    if (!found) return undefined;
    words.push(found[1] ?? found[2] ?? found[3] ?? '');
  }
  return words[0]?.includes('=') ? undefined : words;
}

/**
 * The words behind `prep` at the start of a command, and what the shell runs behind a pipe. Undefined where the shell
 * has to start prep, and for prep alone.
 */
export function prepIn(command: string) {
  const written = command.replace(/ +# exit \d+$/, '');
  const [, first = written, behind] = /^(.*?) \| ([^]*)$/.exec(written) ?? [];
  const [name, ...args] = wordsOf(first) ?? [];
  if (name !== 'prep' || args.length === 0 || /\bprep\b/.test(behind ?? '')) return undefined;
  return { args, behind };
}

/** Output as it is compared: no blanks at the ends of lines, no empty lines at either end. */
export const tidy = (output: string): string =>
  output.replaceAll(/[^\S\n]+$/gm, '').replaceAll(/^\n+|\n+$/g, '');

/** True when `output` is what `shown` says: `…` alone on a line is any lines, `…` in a line is any text. */
export function matches(output: string, shown: string): boolean {
  const lines = tidy(shown)
    .split('\n')
    .map((line) => {
      if (line.trim() === '…') return '(?:.*\\n)*?';
      return `${line.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&').replaceAll('…', '.*')}\\n`;
    });
  return new RegExp(`^${lines.join('')}$`).test(`${tidy(output)}\n`);
}
