// Prompts as plain lines, for screen readers, logs, and pipes. The cursor never moves.
import { once } from 'node:events';
import { createInterface, type Interface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import type {
  AnswerPrompt,
  ChoicePrompt,
  Evidence,
  PointsPrompt,
  Prompts,
  PromptStep,
  RatePrompt,
  RecordPrompt,
  Reply,
} from '../../context.ts';
import { asMarked, FOUND_NAMES, type Points, type Rating, ratingOf } from '../../core/base/attempt.ts';
import { keyOfLetter, keyOfLine, type KeyPlace, type SessionKey } from '../../core/quiz/session.ts';
import { beforeEnd, hangUpWith, onSignals } from './keyboard.ts';

/** A pipe may stay open. */
const SURPLUS_MS = 50;
const MOST_BLANK = 100;

type LineReader = ReturnType<typeof readLines>;

/** Holding an open pipe keeps the process alive. */
type Input = NodeJS.ReadableStream & { readonly ref?: () => unknown; readonly unref?: () => unknown };

/** Reads nothing before the first line is requested. */
export function readLines(input: Input) {
  let reader: Interface | undefined;
  let lines: AsyncIterator<string> | undefined;
  let waiting: Promise<{ readonly line?: string }> | undefined;
  const stopping = new AbortController();
  const stopped = once(stopping.signal, 'abort').then(() => undefined);
  const stop = (): void => stopping.abort();
  const start = (): AsyncIterator<string> => {
    input.ref?.();
    if ('isTTY' in input && input.isTTY === true) hangUpWith(input);
    input.on('error', stop);
    reader = createInterface({ input, crlfDelay: Infinity });
    return reader[Symbol.asyncIterator]();
  };
  return {
    /** Undefined if the input ended, `stop` was called, or `until` settled first. */
    next: async (until?: Promise<unknown>): Promise<string | undefined> => {
      if (!input.readable && !lines) return undefined;
      lines ??= start();
      waiting ??= lines.next().then(({ value, done }) => (done ? {} : { line: value }));
      const over = until ? [until.then(() => undefined)] : [];
      const read = await Promise.race([stopped, waiting, ...over]);
      if (read) waiting = undefined;
      return read?.line;
    },
    stop,
    close: () => {
      input.removeListener('error', stop);
      reader?.close();
      input.unref?.();
    },
  };
}

type Lines = { readonly reader: LineReader; readonly write: (text: string) => void };

const keyReply = (key: SessionKey) => ({ kind: 'key', key }) as const;
const valueReply = <T>(value: T) => ({ kind: 'value', value }) as const;
const QUIT = keyReply('quit');
const KEYS_HINT = '? lists the keys';
/** While text is typed, a letter alone is text. */
const TEXT_KEYS_HINT = '/? lists the keys';

/** The numbers are covered points, all others missed; an empty line changes nothing. Otherwise undefined. */
export function pointsOf(line: string, { items, points, found }: PointsPrompt): Points | undefined {
  const words = line
    .toLowerCase()
    .split(/[\s,]+/)
    .filter(Boolean);
  if (words.length === 0) return points;
  const [word = ''] = words.length === 1 ? words : [];
  if (word === 'a') return asMarked(points, found);
  if (word === 'all') return items.map(() => 1);
  if (word === 'none' || word === '-' || word === '0') return items.map(() => 0);
  const numbers = words.map((each) => (/^\d{1,3}$/.test(each) ? Number(each) : NaN));
  if (!numbers.every((number) => number >= 1 && number <= items.length)) return undefined;
  return items.map((_, i) => (numbers.includes(i + 1) ? 1 : 0));
}

/** Screen readers skip marks. */
const evidenceText = ({ state, said }: Evidence): string =>
  [FOUND_NAMES[state], said].filter(Boolean).join(': ');

function pointsText({ header, note = '', items, points, found }: PointsPrompt): string {
  const lines = items.flatMap((item, i) => {
    const settled = points[i] === 1 ? ' [yes]' : points[i] === 0 ? ' [no]' : '';
    return [`  ${i + 1}. ${item}${settled}`, ...(found?.[i] ? [`     ${evidenceText(found[i])}`] : [])];
  });
  const empty = points.every((point) => point === null) ? 'leaves all unsettled' : 'leaves them unchanged';
  const guesses = found ? ' a accepts what prep found and did not find, and leaves the rest unsettled.' : '';
  const how = `Type the numbers of the points you covered (the others count as missed), all, or none.${guesses} An empty line ${empty} (${KEYS_HINT}):`;
  return [`${header} ${note}`.trimEnd(), ...lines, how].join('\n');
}

function rateText({ choices, suggested, reason }: RatePrompt): string {
  const shown = choices.map(({ rating, interval }, i) => `${i + 1} ${rating} ${interval}`.trim()).join(', ');
  const because = reason ? `, for ${reason}` : '';
  const empty = suggested ? `empty line: ${suggested}${because}; ` : '';
  return `How well did you recall it? Hard means you recalled it with effort.\n${shown} (${empty}${KEYS_HINT}):`;
}

/**
 * @param before text typed before a crash
 * @param first the meaning of a first line that is not text
 */
async function readText(
  { onText, until }: AnswerPrompt,
  reader: LineReader,
  before: readonly string[],
  first: (line: string) => Reply<string> | undefined = () => undefined,
): Promise<Reply<string>> {
  const lines = [...before];
  for (;;) {
    const line = await reader.next(until);
    if (line === undefined) return QUIT;
    const key = keyOfLine(line, 'text');
    if (key) return keyReply(key);
    const reply = lines.length === before.length ? first(line) : undefined;
    if (reply) return reply;
    if (line.trim() === '') return valueReply(lines.join('\n'));
    lines.push(line);
    onText(lines.join('\n'));
  }
}

type LineAsked<T> = {
  readonly understand: (line: string) => T | undefined;
  /** Without it, an invalid line is ignored. */
  readonly help?: string;
  /** `none`: letters are no keys. */
  readonly place?: KeyPlace | 'none';
  readonly over?: Promise<T>;
};

async function askLine<T>(
  { reader, write }: Lines,
  text: string,
  { understand, help, place, over }: LineAsked<T>,
): Promise<Reply<T>> {
  write(`${text}\n`);
  let ended: Reply<T> = QUIT;
  const until = over?.then((value) => (ended = valueReply(value)));
  for (;;) {
    const line = (await reader.next(until))?.trim();
    if (line === undefined) return ended;
    const key = place === 'none' ? undefined : (keyOfLine(line, place) ?? keyOfLetter(line, place));
    if (key) return keyReply(key);
    const value = understand(line);
    if (value !== undefined) return valueReply(value);
    if (help !== undefined) write(`Not understood: ${JSON.stringify(line)}. ${help}\n`);
  }
}

const joined = (...lines: readonly (string | undefined)[]): string =>
  lines.filter((line) => line !== undefined && line !== '').join('\n');

async function askAnswer(prompt: AnswerPrompt, lines: Lines): Promise<Reply<string>> {
  const { write, reader } = lines;
  const around = joined(prompt.heading, prompt.beside?.());
  if (around !== '') write(`${around}\n`);
  if (prompt.mode === 'think') {
    const then = prompt.next === undefined ? '' : `, then ${prompt.next}`;
    return askLine(lines, `Press Enter when you have said it${then} (${KEYS_HINT}):`, {
      understand: () => '',
    });
  }
  const { draft = '' } = prompt;
  if (prompt.isHeard) {
    const how = 'Enter = accept, - = discard. Or type a replacement and end it with an empty line.';
    write(`Heard:\n${draft}\n${how}\n`);
    return readText(prompt, reader, [], (line) => {
      if (line.trim() === '-') return valueReply('');
      return line.trim() === '' ? valueReply(draft) : undefined;
    });
  }
  const [what, empty] = prompt.isNote ? ['note', 'no note'] : ['answer', 'said aloud'];
  const first = draft
    ? `Typed so far:\n${draft}\nContinue; an empty line ends it. ${TEXT_KEYS_HINT}.`
    : `Type your ${what}; an empty line ends it. Enter without text: ${empty} (${TEXT_KEYS_HINT}).`;
  write(`${first}\n`);
  return readText(prompt, reader, draft ? [draft] : []);
}

function askToStop(prompt: RecordPrompt, lines: Lines): Promise<Reply<'stopped' | 'over'>> {
  const stops = `Recording. Press Enter to ${prompt.next === undefined ? 'stop' : `go to ${prompt.next}`}.`;
  return askLine<'stopped' | 'over'>(lines, joined(prompt.heading, prompt.beside?.(), stops), {
    place: 'recording',
    over: prompt.ended.then(() => 'over'),
    understand: (line) => (line === '' ? 'stopped' : undefined),
  });
}

async function askChoice(
  { question, choices, enter = '', escape = new Map(choices).get(enter) ?? '' }: ChoicePrompt,
  lines: Lines,
): Promise<string | undefined> {
  const keys = choices.map(([key]) => key);
  const does = choices.map(([key, what]) => `${key} (${what})`).join(', ');
  const reply = await askLine<string>(lines, `${question}\n${does}, or an empty line (${escape}):`, {
    understand: (line) => {
      const typed = line.toLowerCase();
      return typed === '' ? enter : typed === 'q' ? '' : choices.find((words) => words.includes(typed))?.[0];
    },
    help: `Type one of ${keys.join(', ')}.`,
    place: 'none',
  });
  return reply.kind === 'value' && keys.includes(reply.value) ? reply.value : undefined;
}

async function surplusIn(reader: LineReader): Promise<string | undefined> {
  let line: string | undefined = '';
  for (let count = 0; line?.trim() === '' && count < MOST_BLANK; count += 1)
    line = await reader.next(pause(SURPLUS_MS));
  return line?.trim() || undefined;
}

export function plainPrompts(input: Input, write: (text: string) => void): Prompts {
  const reader = readLines(input);
  const lines = { reader, write };
  let isInterrupted = false;
  const interrupted = (): void => {
    isInterrupted = true;
    reader.stop();
  };
  const release = onSignals(interrupted, () => undefined);
  const show: Prompts['show'] = (text) => write(`${typeof text === 'string' ? text : text()}\n`);
  let step: PromptStep = 'pausing';
  const asking = (asked: PromptStep): Lines => {
    step = asked;
    return lines;
  };

  return {
    page: show,
    read: show,
    show,
    notice: show,
    help: (keys) => show(keys(step, false)),
    leave: () => undefined,
    line: async (question) => {
      asking('line').write(`${question}\n`);
      return reader.next();
    },
    surplus: () => surplusIn(reader),
    choose: (prompt) => askChoice(prompt, asking('line')),
    answer: (prompt) => askAnswer(prompt, asking(prompt.mode === 'think' ? 'thinking' : 'typing')),
    record: (prompt) => askToStop(prompt, asking('recording')),
    points: (prompt) =>
      askLine(asking('ticking'), pointsText(prompt), {
        understand: (line) => pointsOf(line, prompt),
        help: `Type numbers from 1 to ${prompt.items.length}, all, or none.`,
      }),
    rate: (prompt) => {
      const names = prompt.choices.map(({ rating }, i) => `${i + 1} (${rating})`).join(', ');
      return askLine<Rating>(asking('rating'), rateText(prompt), {
        understand: (line) => (line === '' ? prompt.suggested : ratingOf(line.toLowerCase())),
        help: `Type one of ${names}.`,
      });
    },
    pause: (text, until) =>
      askLine<'go'>(asking('pausing'), text, {
        understand: (line) => (until || line === '' ? 'go' : undefined),
        help: 'Press Enter to continue.',
        over: until?.then(() => 'go'),
      }),
    interrupted: () => isInterrupted,
    beforeEnd,
    close: () => {
      release();
      reader.close();
    },
  };
}
