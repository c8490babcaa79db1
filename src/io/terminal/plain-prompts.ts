// Prompts as plain lines, for screen readers, logs and pipes: one line is printed, one is read, and the
// cursor never moves.
import { StringDecoder } from 'node:string_decoder';
import type { AnswerPrompt, PointsPrompt, Prompts, RatePrompt, RecordPrompt, Reply } from '../../context.ts';
import type { Points, Rating } from '../../core/base/attempt.ts';
import { keyOfLetter, type SessionKey } from '../../core/quiz/session-keys.ts';
import { ratingOf } from './prompts.ts';
import { onSignals } from './signals.ts';
import { writeData } from './terminal.ts';

export type LineReader = {
  /** The next line without its newline; undefined when the input has ended or `stop` was called, or `until` settled first. */
  readonly next: (until?: Promise<unknown>) => Promise<string | undefined>;
  /** Ends a wait, and all later ones. */
  readonly stop: () => void;
  /** Gives the input back. */
  readonly close: () => void;
};

type Waiter = (line: string | undefined) => void;

/** Reads `input` line by line. Nothing is read before the first line is asked for. */
export function readLines(input: NodeJS.ReadableStream): LineReader {
  const decoder = new StringDecoder('utf8');
  const lines: string[] = [];
  const waiters: Waiter[] = [];
  let partial = '';
  let isOver = false;
  let isStarted = false;

  const serve = (): void => {
    const served = isOver ? waiters.length : Math.min(waiters.length, lines.length);
    for (const waiter of waiters.splice(0, served)) waiter(lines.shift());
    // Lines that no one waits for stay in the pipe.
    if (waiters.length === 0 && isStarted) input.pause();
  };
  const take = (text: string): void => {
    const parts = (partial + text).split('\n');
    partial = parts.pop() ?? '';
    lines.push(...parts.map((line) => line.replace(/\r$/, '')));
    serve();
  };
  const onData = (chunk: Buffer | string): void =>
    take(typeof chunk === 'string' ? chunk : decoder.write(chunk));
  const onEnd = (): void => {
    partial += decoder.end();
    if (partial !== '') lines.push(partial);
    partial = '';
    isOver = true;
    serve();
  };
  const start = (): void => {
    isStarted = true;
    if (!input.readable) return onEnd();
    input.on('data', onData).on('end', onEnd).on('error', onEnd);
  };
  const stop = (): void => {
    isOver = true;
    lines.length = 0;
    serve();
  };
  return {
    next: (until) =>
      new Promise((resolve) => {
        waiters.push(resolve);
        if (!isStarted) start();
        serve();
        if (waiters.length > 0) input.resume();
        void until?.then(() => {
          const at = waiters.indexOf(resolve);
          if (at !== -1) waiters.splice(at, 1);
          resolve(undefined);
        });
      }),
    stop,
    close: () => {
      input.removeListener('data', onData).removeListener('end', onEnd).removeListener('error', onEnd);
      if (isStarted) input.pause();
    },
  };
}

type Ends = { readonly input: NodeJS.ReadableStream; readonly write: (text: string) => void };

/** Where lines are written and read. */
type Lines = Pick<Ends, 'write'> & { readonly reader: LineReader };

const QUIT: { readonly kind: 'key'; readonly key: SessionKey } = { kind: 'key', key: 'quit' };
const KEYS_HINT = '? lists the keys';

/** Ticks for the numbers of points in `line`; undefined when the line is something else. */
export function ticksOf(line: string, { items, ticked }: PointsPrompt): Points | undefined {
  const words = line.split(/[\s,]+/).filter(Boolean);
  if (words.length === 0) return ticked;
  if (words.length === 1 && words[0] === 'a') return items.map(() => 1);
  if (words.length === 1 && (words[0] === '-' || words[0] === '0')) return items.map(() => 0);
  const numbers = words.map((word) => (/^\d{1,3}$/.test(word) ? Number(word) : NaN));
  if (!numbers.every((number) => number >= 1 && number <= items.length)) return undefined;
  return items.map((_, i) => (numbers.includes(i + 1) ? 1 : 0));
}

function pointsText({ header, items, ticked, reasons }: PointsPrompt): string {
  const lines = items.map((item, i) => {
    const reason = reasons?.[i] ? ` (said: ${reasons[i]})` : '';
    return `  ${ticked[i] === 1 ? '[x]' : '[ ]'} ${i + 1}. ${item}${reason}`;
  });
  const taken = ticked.flatMap((tick, i) => (tick === 1 ? [i + 1] : []));
  const empty = `empty line: ${taken.join(' ') || 'none'}`;
  const how = `Numbers of those you had (a: all; -: none; ${empty}; ${KEYS_HINT}):`;
  return [header, ...lines, how].join('\n');
}

function rateText({ choices, suggested, reason }: RatePrompt): string {
  const shown = choices.map(({ rating, interval }, i) => `${i + 1} ${rating} ${interval}`.trim()).join(', ');
  const because = reason ? `, for ${reason}` : '';
  const empty = suggested ? `empty line: ${suggested}${because}; ` : '';
  return `How was it? Hard means recalled, with effort.\n${shown} (${empty}${KEYS_HINT}):`;
}

/** Reads lines until an empty one; the first may be a key, also after a draft. */
async function readAnswer(prompt: AnswerPrompt, reader: LineReader): Promise<Reply<string>> {
  const lines: string[] = prompt.draft ? [prompt.draft] : [];
  const before = lines.length;
  for (;;) {
    const line = await reader.next();
    if (line === undefined) return QUIT;
    const key = lines.length === before ? keyOfLetter(line, 'text') : undefined;
    if (key) return { kind: 'key', key };
    if (line.trim() === '') return { kind: 'value', value: lines.join('\n') };
    lines.push(line);
    prompt.onText(lines.join('\n'));
  }
}

/** Asks `text` until a line is understood. */
async function askLine<T>(
  { reader, write }: Lines,
  text: string,
  understand: (line: string) => T | undefined,
  help: string,
): Promise<Reply<T>> {
  write(`${text}\n`);
  for (;;) {
    const line = (await reader.next())?.trim();
    if (line === undefined) return QUIT;
    const key = keyOfLetter(line);
    if (key) return { kind: 'key', key };
    const value = understand(line);
    if (value !== undefined) return { kind: 'value', value };
    write(`Not understood: ${JSON.stringify(line)}. ${help}\n`);
  }
}

/** What was heard is taken as it is, replaced by what is typed, or dropped. */
async function readHeard(
  { draft = '', onText }: AnswerPrompt,
  { reader, write }: Lines,
): Promise<Reply<string>> {
  write(
    `Heard:\n${draft}\nEnter takes it; what you type replaces it, an empty line ends that; - drops it.\n`,
  );
  const typed: string[] = [];
  for (;;) {
    const line = await reader.next();
    if (line === undefined) return QUIT;
    if (typed.length === 0 && line.trim() === '-') return { kind: 'value', value: '' };
    if (line.trim() === '') return { kind: 'value', value: typed.length === 0 ? draft : typed.join('\n') };
    typed.push(line);
    onText(typed.join('\n'));
  }
}

const joined = (...lines: readonly (string | undefined)[]): string =>
  lines.filter((line) => line !== undefined && line !== '').join('\n');

/** Asks for an answer according to its mode: to be said, already recognized, or typed. */
async function askAnswer(prompt: AnswerPrompt, lines: Lines): Promise<Reply<string>> {
  const { write, reader } = lines;
  if (prompt.card !== '') write(`${prompt.card}\n`);
  const around = joined(prompt.heading, prompt.beside?.());
  if (around !== '') write(`${around}\n`);
  if (prompt.mode === 'think') {
    const then = prompt.next === undefined ? '' : `, then ${prompt.next}`;
    return askLine(lines, `Enter when you have said it${then} (${KEYS_HINT}):`, () => '', '');
  }
  if (prompt.isHeard) return readHeard(prompt, lines);
  const first = prompt.draft
    ? `Typed so far:\n${prompt.draft}\nGo on; an empty line ends it.`
    : `Type your answer; an empty line ends it. Enter at once: said aloud (${KEYS_HINT}).`;
  write(`${first}\n`);
  return readAnswer(prompt, reader);
}

/** Waits until a line ends the recording, or it ends by itself. */
async function untilStopped(prompt: RecordPrompt, reader: LineReader): Promise<Reply<'stopped' | 'over'>> {
  let timer: NodeJS.Timeout | undefined;
  let isOver = false;
  const limit = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, prompt.limitMs);
  });
  const over = Promise.race([prompt.ended, limit]).then(() => (isOver = true));
  try {
    for (;;) {
      const line = (await reader.next(over))?.trim();
      if (line === undefined) return isOver ? { kind: 'value', value: 'over' } : QUIT;
      const key = keyOfLetter(line, 'recording');
      if (key) return { kind: 'key', key };
      if (line === '') return { kind: 'value', value: 'stopped' };
    }
  } finally {
    clearTimeout(timer);
  }
}

/** Waits until a line comes, or until something settles. */
async function pauseFor(
  text: string,
  until: Promise<unknown>,
  { reader, write }: Lines,
): Promise<Reply<'go'>> {
  write(`${text}\n`);
  let isOver = false;
  const line = (await reader.next(until.then(() => (isOver = true))))?.trim();
  if (line === undefined && !isOver) return QUIT;
  const key = keyOfLetter(line ?? '');
  return key ? { kind: 'key', key } : { kind: 'value', value: 'go' };
}

const ratingNames = ({ choices }: RatePrompt): string =>
  choices.map(({ rating }, i) => `${i + 1} (${rating})`).join(', ');

/** Prompts on any input and output; `openPlainPrompts` uses those of the process. */
export function plainPrompts({ input, write }: Ends): Prompts {
  const reader = readLines(input);
  const lines = { reader, write };
  let isInterrupted = false;
  const interrupted = (): void => {
    isInterrupted = true;
    reader.stop();
  };
  const release = onSignals(interrupted, () => undefined);

  return {
    line: async (question) => {
      write(`${question}\n`);
      return reader.next();
    },
    answer: (prompt) => askAnswer(prompt, lines),
    record: (prompt) => {
      const stops = `Recording; Enter ${prompt.next === undefined ? 'stops' : `goes on to ${prompt.next}`}.`;
      write(`${joined(prompt.heading, prompt.beside?.(), stops)}\n`);
      return untilStopped(prompt, reader);
    },
    points: (prompt) => {
      const help = `Write numbers from 1 to ${prompt.items.length}.`;
      return askLine(lines, pointsText(prompt), (line) => ticksOf(line, prompt), help);
    },
    rate: (prompt) => {
      const understand = (line: string): Rating | undefined =>
        line === '' ? prompt.suggested : ratingOf(line.toLowerCase(), prompt);
      return askLine(lines, rateText(prompt), understand, `Write one of ${ratingNames(prompt)}.`);
    },
    pause: (text, until) =>
      until
        ? pauseFor(text, until, lines)
        : askLine(lines, text, (line) => (line === '' ? 'go' : undefined), 'Enter goes on.'),
    show: (text) => write(`${text}\n`),
    interrupted: () => isInterrupted,
    close: () => {
      release();
      reader.close();
    },
  };
}

/** Prompts on standard input and output. */
export const openPlainPrompts = (): Prompts => plainPrompts({ input: process.stdin, write: writeData });
