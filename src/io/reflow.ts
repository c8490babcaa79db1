// Whether a terminal breaks lines anew when its window is narrowed, so that what stands there becomes taller than the program
// believes. Knows what terminals tell of themselves; knows nothing of prompts.

type Environment = Readonly<Record<string, string | undefined>>;

/** Each is set by a terminal, or by what stands between, that does. Others cut lines off, as xterm does, or say nothing. */
const BREAKING = [
  'TMUX',
  'VTE_VERSION',
  'KITTY_WINDOW_ID',
  'WT_SESSION',
  'KONSOLE_VERSION',
  'ITERM_SESSION_ID',
  'WEZTERM_PANE',
  'ALACRITTY_WINDOW_ID',
  'GHOSTTY_RESOURCES_DIR',
];

/** True where lines that no longer fit are broken when a window is narrowed. */
export const breaksLines = (env: Environment): boolean =>
  BREAKING.some((name) => Boolean(env[name])) || env['TERM_PROGRAM'] === 'vscode';
