// A terminal in memory for prompts in process: keys go in as bytes, the screen is read back from an emulator.
import { PassThrough, Writable } from 'node:stream';
import xterm from '@xterm/headless';
import { afterEach } from 'vitest';
import type { Prompts } from '../../src/context.ts';
import { instantOf } from '../../src/core/base/day.ts';
// Prompts load it when they first ask; loaded here, so that turns of the loop can be counted.
import '@inquirer/core';

import { terminalPrompts } from '../../src/io/terminal/prompts.ts';
import { livePrompts } from '../../src/screens/ui/prompts.ts';

export type PromptTerminal = {
  readonly prompts: Prompts;
  /** In one piece, once the prompt has been drawn. */
  readonly send: (bytes: string) => Promise<void>;
  readonly sendEach: (...pieces: readonly string[]) => Promise<void>;
  readonly end: () => void;
  /** As another program could. */
  readonly write: (text: string) => void;
  readonly resize: (columns: number, rows: number) => void;
  /** Without spaces at the ends of lines or empty lines at the end. */
  readonly screen: () => Promise<string>;
  readonly cursor: () => Promise<{ readonly line: number; readonly column: number }>;
  readonly isAlternate: () => Promise<boolean>;
  readonly raw: () => string;
  /** Keys are neither echoed nor collected into lines. */
  readonly isKeyboardTaken: () => boolean;
  readonly clock: { now: number };
};

const opened: Prompts[] = [];

afterEach(() => {
  for (const prompts of opened.splice(0)) prompts.close();
});

/** @param full takes the whole window */
export function openPromptTerminal(columns = 80, rows = 24, full = false): PromptTerminal {
  const emulator = new xterm.Terminal({ cols: columns, rows, allowProposedApi: true, convertEol: true });
  let raw = '';
  let isKeyboardTaken = false;
  const setRawMode = (isTaken: boolean): void => {
    isKeyboardTaken = isTaken;
  };
  const input = Object.assign(new PassThrough(), { isTTY: true, setRawMode });
  const output = new Writable({
    decodeStrings: false,
    write: (chunk: string, _, next) => {
      raw += chunk;
      emulator.write(chunk, () => next());
    },
  });
  const clock = { now: 0 };
  let size = { columns, rows };
  const live = livePrompts({ color: false, fancy: true, unicode: true });
  const ends = { input, output, size: () => size };
  const prompts = terminalPrompts(ends, { now: () => instantOf(clock.now) }, live, full);
  opened.push(prompts);
  // A prompt starts, takes keys and draws in turns of the event loop; three turns are enough for each.
  const settle = async (): Promise<void> => {
    for (let i = 0; i < 6; i++) await new Promise((resolve) => setImmediate(resolve));
    await new Promise<void>((resolve) => emulator.write('', resolve));
  };
  const send = async (bytes: string): Promise<void> => {
    await settle();
    input.write(bytes);
    await settle();
  };
  const screen = async (): Promise<string> => {
    await settle();
    const { buffer } = emulator;
    const lines = Array.from(
      { length: size.rows },
      (_, i) => buffer.active.getLine(buffer.active.baseY + i)?.translateToString(true) ?? '',
    );
    return lines.join('\n').trimEnd();
  };
  return {
    prompts,
    send,
    sendEach: async (...pieces) => {
      for (const piece of pieces) await send(piece);
    },
    end: () => input.end(),
    write: (text) => emulator.write(text),
    resize: (newColumns, newRows) => {
      size = { columns: newColumns, rows: newRows };
      emulator.resize(newColumns, newRows);
      output.emit('resize');
    },
    screen,
    cursor: async () => {
      await settle();
      return { line: emulator.buffer.active.cursorY, column: emulator.buffer.active.cursorX };
    },
    isAlternate: async () => {
      await settle();
      return emulator.buffer.active.type === 'alternate';
    },
    raw: () => raw,
    isKeyboardTaken: () => isKeyboardTaken,
    clock,
  };
}
