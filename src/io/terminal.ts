// The two ends of the pipe: how wide, how colourful, who is there.
import type { Out, Screen } from '../context.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** True when a person sits at both ends. */
export const isInteractive = (): boolean => process.stdin.isTTY && process.stdout.isTTY;

function wantsColor(env: Environment): boolean {
  if (env['NO_COLOR']) return false;
  if (env['FORCE_COLOR'] !== undefined) return env['FORCE_COLOR'] !== '0' && env['FORCE_COLOR'] !== 'false';
  return process.stdout.isTTY && env['TERM'] !== 'dumb';
}

function size(actual: number | undefined, text: string | undefined, otherwise: number): number {
  const given = actual ?? (/^\d{1,4}$/.test(text ?? '') ? Number(text) : 0);
  return given > 0 ? Math.max(20, given) : otherwise;
}

/** What the screen can do. Width and height are asked anew each time, since windows are resized. */
export function openScreen(env: Environment, options: { color: boolean; plain: boolean }): Screen {
  const locale = env['LC_ALL'] || env['LC_CTYPE'] || env['LANG'] || '';
  return {
    get columns() {
      return size(process.stdout.columns, env['COLUMNS'], 80);
    },
    get rows() {
      return size(process.stdout.rows, env['LINES'], 24);
    },
    color: options.color && wantsColor(env),
    fancy: process.stdout.isTTY && env['TERM'] !== 'dumb' && !options.plain,
    unicode: process.platform === 'win32' || locale === '' || /utf-?8/i.test(locale),
  };
}

/** stdout for data, stderr for talk; `quiet` drops the talk. */
export const openOut = (quiet: boolean): Out => ({
  data: (text) => void process.stdout.write(text),
  talk: (text) => {
    if (!quiet) process.stderr.write(text);
  },
});
