// Runs the built prep in a pseudo-terminal and reads the screen back as a person would see it. The emulator
// answers the program's questions about the cursor. Tests wait for text, never for time.
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { spawn } from '@lydell/node-pty';
import xterm from '@xterm/headless';
import { program, testEnvironment, type Environment } from './environment.ts';
import { holdOpen } from './terminal-end.ts';

const keys = {
  enter: '\r',
  space: ' ',
  escape: '\x1b',
  tab: '\t',
  backspace: '\x7f',
  up: '\x1b[A',
  down: '\x1b[B',
  right: '\x1b[C',
  left: '\x1b[D',
  'ctrl-c': '\x03',
  'ctrl-d': '\x04',
  'ctrl-e': '\x05',
} as const;

export type Key = keyof typeof keys;

export type TerminalOptions = {
  readonly home: string;
  readonly args?: readonly string[];
  readonly columns?: number;
  readonly rows?: number;
  readonly env?: Environment;
  readonly cwd?: string;
  /** Replaces `node bin/prep.js`. */
  readonly command?: readonly string[];
  /** For a person who was not asked yet what to study. */
  readonly firstRun?: boolean;
};

/** Settles what to study, unless there is a config file. */
function settleHome(home: string): void {
  const file = join(home, 'config.json');
  if (existsSync(file)) return;
  mkdirSync(home, { recursive: true, mode: 0o700 });
  writeFileSync(file, '{"version":1,"banks":["own","shipped"]}', { mode: 0o600 });
}

export type Terminal = {
  /** As if typed; line ends are the Enter key. */
  readonly type: (text: string) => void;
  readonly press: (key: Key) => void;
  /** In one piece, marked if the program requested that. */
  readonly paste: (text: string) => void;
  /** Without spaces at the ends of lines. */
  readonly screen: () => readonly string[];
  /** The screen and everything scrolled off it, with wrapped lines joined. */
  readonly transcript: () => string;
  readonly raw: () => string;
  /**
   * Resolves when the screen shows `what`. Rejects, with the screen, after `timeoutMs` or if the program ended
   * without it.
   */
  readonly waitFor: (what: string | RegExp, timeoutMs?: number) => Promise<void>;
  readonly resize: (columns: number, rows: number) => void;
  /** 128 and the signal's number if a signal ended the program. */
  readonly exit: Promise<number>;
  /** Rejects, with the screen, if the program does not end within `timeoutMs`. */
  readonly ended: (timeoutMs?: number) => Promise<number>;
  readonly kill: (signal?: string) => void;
  /** As closing the window does. */
  readonly hangUp: () => void;
};

/** From `first` on; `joined` joins wrapped lines. */
function linesOf(emulator: xterm.Terminal, first: number, joined: boolean): string[] {
  const buffer = emulator.buffer.active;
  const lines: string[] = [];
  for (let at = first; at < buffer.length; at++) {
    const line = buffer.getLine(at);
    const text = line?.translateToString(true) ?? '';
    if (joined && line?.isWrapped) lines.push((lines.pop() ?? '') + text);
    else lines.push(text);
  }
  return lines;
}

/** 80 × 40 by default. */
export function openTerminal(options: TerminalOptions): Terminal {
  const { columns = 80, rows = 40 } = options;
  if (!options.firstRun) settleHome(options.home);
  const emulator = new xterm.Terminal({ cols: columns, rows, allowProposedApi: true, scrollback: 10_000 });
  const [file = '', ...first] = options.command ?? program;
  const child = spawn(file, [...first, ...(options.args ?? [])], {
    name: options.env?.['TERM'] ?? 'xterm-256color',
    cols: columns,
    rows,
    ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
    env: testEnvironment(options.home, { COLUMNS: undefined, TERM: 'xterm-256color', ...options.env }),
  });

  const held = holdOpen(child);
  let raw = '';
  let ended: number | undefined;
  const watchers = new Set<() => void>();
  const wake = (): void => watchers.forEach((watcher) => watcher());
  child.onData((data) => {
    raw = held.read(raw + data);
    emulator.write(data, wake);
  });
  emulator.onData((answer) => child.write(answer));
  const exit = new Promise<number>((resolve) => {
    child.onExit(({ exitCode, signal }) =>
      // The last output is still on its way through the emulator; this comes after it.
      emulator.write('', () => {
        ended = signal ? 128 + signal : exitCode;
        wake();
        resolve(ended);
      }),
    );
  });

  const screen = (): string[] => linesOf(emulator, emulator.buffer.active.baseY, false);
  const transcript = (): string => linesOf(emulator, 0, true).join('\n').trimEnd();
  const shows = (what: string | RegExp): boolean => {
    const text = linesOf(emulator, emulator.buffer.active.baseY, true).join('\n');
    return typeof what === 'string' ? text.includes(what) : what.test(text);
  };
  const picture = (): string => {
    const edge = '-'.repeat(columns);
    return [edge, ...screen(), edge].join('\n');
  };

  const waitFor = (what: string | RegExp, timeoutMs = 20_000): Promise<void> =>
    new Promise((resolve, reject) => {
      const settle = (finish: () => void): void => {
        clearTimeout(timer);
        watchers.delete(display);
        finish();
      };
      const fail = (why: string): void =>
        settle(() => reject(new Error(`${why} before the screen showed ${String(what)}:\n${picture()}`)));
      const display = (): void => {
        if (shows(what)) settle(resolve);
        else if (ended !== undefined) fail(`prep ended with ${ended}`);
      };
      const timer = setTimeout(() => fail(`${timeoutMs} ms went by`), timeoutMs);
      watchers.add(display);
      display();
    });

  const end = (timeoutMs = 20_000): Promise<number> =>
    new Promise((resolve, reject) => {
      const timer = setTimeout(
        () => reject(new Error(`${timeoutMs} ms went by before prep ended:\n${picture()}`)),
        timeoutMs,
      );
      void exit.then((code) => {
        clearTimeout(timer);
        resolve(code);
      });
    });

  return {
    type: (text) => child.write(text.replaceAll('\n', '\r')),
    press: (key) => child.write(keys[key]),
    paste: (text) => child.write(emulator.modes.bracketedPasteMode ? `\x1b[200~${text}\x1b[201~` : text),
    screen,
    transcript,
    raw: () => raw,
    waitFor,
    resize: (newColumns, newRows) => {
      emulator.resize(newColumns, newRows);
      child.resize(newColumns, newRows);
    },
    exit,
    ended: end,
    kill: (signal) => child.kill(signal),
    hangUp: held.hangUp,
  };
}
