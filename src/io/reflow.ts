// Whether a terminal breaks lines anew when its window is narrowed, so that what stands there becomes taller than the program
// believes. Knows what terminals tell of themselves; knows nothing of prompts.
import type { Environment } from '../context.ts';

/** What is broken: `all` lines, all `others` than that of the cursor at least, or `nothing`. */
export type Reflow = 'all' | 'others' | 'nothing';

/** Each is set by a terminal, or by what stands between, that does. Others cut lines off, as xterm does, or say nothing. */
const BREAKING = [
  'VTE_VERSION',
  'KITTY_WINDOW_ID',
  'WT_SESSION',
  'KONSOLE_VERSION',
  'ITERM_SESSION_ID',
  'WEZTERM_PANE',
  'ALACRITTY_WINDOW_ID',
  'GHOSTTY_RESOURCES_DIR',
];

/** What becomes of lines that no longer fit when a window is narrowed. */
export function reflowOf(env: Environment): Reflow {
  // It is the one that is known to break the line of the cursor too, and it stands before whatever it runs in.
  if (env['TMUX']) return 'all';
  const isBreaking = BREAKING.some((name) => Boolean(env[name])) || env['TERM_PROGRAM'] === 'vscode';
  return isBreaking ? 'others' : 'nothing';
}
