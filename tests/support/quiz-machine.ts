// A machine in memory for sessions: a clock that tests move, a journal as a list, an editor as a function.
import { openKeys } from '../../src/core/fill/gaps.ts';
import { figuresOf } from '../../src/core/fill/values.ts';
import type { Context, FigureStore, Prompts, Screen, Sound } from '../../src/context.ts';
import type { Bank } from '../../src/core/base/bank.ts';
import {
  type Config,
  DEFAULT_DRILLS,
  DEFAULT_SETTINGS,
  type Settings,
} from '../../src/core/settings/config.ts';
import { type Instant, instantOf } from '../../src/core/base/day.ts';
import { Failure } from '../../src/core/base/problem.ts';
import { foldJournal } from '../../src/core/schedule/fold.ts';
import type { Entry } from '../../src/core/schedule/journal.ts';
import type { MockEvent } from '../../src/core/mock/mock.ts';
import { headOf, type Question } from '../../src/core/base/question.ts';
import { at, berlin } from './entries.ts';
import { memorySound } from './memory-sound.ts';
import { memoryMocks, waitingIn } from './mocks.ts';
import { FILLS, quizBank } from './quiz-bank.ts';

export type QuizMachine = {
  readonly context: Context;
  readonly clock: { now: number };
  readonly entries: Entry[];
  readonly drafts: Map<string, string>;
  readonly config: () => Config;
  readonly data: () => string;
  /** Requested banks. */
  readonly opened: () => readonly (readonly string[])[];
  /** Started programs and created files. */
  readonly started: string[][];
  readonly created: Map<string, string>;
  /** By their ids. */
  readonly mocks: Map<string, MockEvent[]>;
  readonly talk: () => string;
};

export type QuizMachineOptions = {
  readonly prompts?: Prompts;
  readonly settings?: Partial<Settings>;
  readonly entries?: readonly Entry[];
  readonly fills?: Config['fills'];
  readonly answers?: Config['answers'];
  /** When the drafts were written; now by default. */
  readonly draftsAt?: Instant;
  readonly bank?: () => Bank<Question>;
  readonly interactive?: boolean;
  readonly screen?: Partial<Screen>;
  /** Existing paths. */
  readonly paths?: readonly string[];
  readonly edit?: (text: string) => string;
  readonly onStart?: () => void;
  readonly shipped?: string;
  /** Programs for sound; none by default. */
  readonly sound?: Sound;
  readonly onAppend?: (entries: readonly Entry[]) => void;
  readonly mocks?: Readonly<Record<string, readonly MockEvent[]>>;
  /** Called before a mock's event is stored. */
  readonly onMock?: (event: MockEvent) => void;
};

/** At ten o'clock on 2026-11-24 in Berlin. What it lacks fails when used. */
export function openQuizMachine(options: QuizMachineOptions = {}): QuizMachine {
  const clock = { now: at('2026-11-24T10:00:00+01:00') as number };
  const entries: Entry[] = [...(options.entries ?? [])];
  const drafts = new Map<string, string>();
  const data: string[] = [];
  const opened: (readonly string[])[] = [];
  const started: string[][] = [];
  const created = new Map<string, string>();
  const talk: string[] = [];
  const mocks = memoryMocks(options.mocks);
  const bank = options.bank ?? quizBank;
  let ids = 0;
  let config: Config = {
    version: 1,
    settings: { ...DEFAULT_SETTINGS, ...options.settings },
    banks: [],
    fills: options.fills ?? FILLS,
    answers: options.answers ?? {},
    drills: DEFAULT_DRILLS,
  };
  const parts = {
    env: { HOME: '/home/somebody' },
    clock: {
      now: () => instantOf(clock.now),
      calendar: () => berlin,
    },
    random: { seed: () => 1, id: () => `id-${String(++ids).padStart(3, '0')}` },
    out: {
      data: (text: string) => data.push(text),
      page: (text: string) => Promise.resolve(void data.push(text)),
      talk: (text: string) => talk.push(text),
    },
    screen: { columns: 80, rows: 24, color: false, fancy: true, unicode: true, ...options.screen },
    interactive: options.interactive ?? true,
    probeHome: () => '/home/ada/prep',
    config: {
      file: 'config.json',
      read: () => ({ config, problems: [] }),
      copies: () => [],
      update: (change: (before: Config) => Config) => {
        config = change(config);
        return Promise.resolve(config);
      },
    },
    journal: {
      read: () => ({ entries, problems: [] }),
      append: (more: readonly Entry[]) => {
        entries.push(...more);
        options.onAppend?.(more);
      },
      faults: () => [],
      progress: (params: Parameters<typeof foldJournal>[1]) => Promise.resolve(foldJournal(entries, params)),
    },
    mocks: () =>
      Promise.resolve({
        ...mocks,
        append: (id: string, event: MockEvent) => {
          options.onMock?.(event);
          mocks.append(id, event);
        },
      }),
    waitingMocks: () => waitingIn(mocks),
    drafts: {
      read: (id: string) => drafts.get(id),
      write: (id: string, text: string) => (text === '' ? drafts.delete(id) : drafts.set(id, text)),
      changedAt: (id: string) => (drafts.has(id) ? (options.draftsAt ?? instantOf(clock.now)) : undefined),
      among: (names: Iterable<string>) => [...names].filter((name) => drafts.has(name)),
    },
    prompts: () =>
      options.prompts
        ? Promise.resolve(options.prompts)
        : Promise.reject(new Error('no prompts are expected')),
    figures: {
      of: (...given: Parameters<FigureStore['of']>) => {
        const figures = figuresOf(...given);
        return Promise.resolve({ ...figures, unfilled: openKeys(given[0], figures).size });
      },
    },
    banks: {
      heads: (paths: readonly string[]) => {
        opened.push(paths);
        const { questions, ...rest } = bank();
        return Promise.resolve({
          ...rest,
          questions: new Map([...questions].map(([id, q]) => [id, headOf(q)])),
        });
      },
      full: () => Promise.resolve(bank()),
      question: ({ id }: { id: string }) => {
        const question = bank().questions.get(id);
        return question
          ? Promise.resolve(question)
          : Promise.reject(new Failure('question-gone', `${id} is gone.`));
      },
      // The editor changes what it opens.
      sourceText: (file: string) =>
        `text of ${file}${'!'.repeat(started.filter(([, path]) => path === file).length)}`,
      shipped: options.shipped ?? '/shipped',
      own: '/own',
    },
    results: { shown: (path: string) => path },
    decks: { isDeck: (path: string) => path.endsWith('.apkg') },
    files: {
      pathDelimiter: ':',
      absolute: (path: string) => `/here/${path}`,
      exists: (path: string) => (options.paths ?? []).includes(path) || created.has(path),
      create: (path: string, text: string) => created.set(path, text),
    },
    lexicon: async () => undefined,
    sound: options.sound ?? memorySound({ jobs: [] }).sound,
    run: {
      edit: (text: string) =>
        options.edit
          ? Promise.resolve(options.edit(text))
          : Promise.reject(new Failure('editor-missing', 'No editor was found.', { hint: 'set EDITOR' })),
      editor: () => ['ed'],
      open: (file: string) => {
        started.push(['ed', file]);
        options.onStart?.();
        return Promise.resolve(0);
      },
    },
  };
  return {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- only the doors that a session uses are there
    context: parts as unknown as Context,
    clock,
    entries,
    drafts,
    config: () => config,
    data: () => data.join(''),
    opened: () => opened,
    started,
    created,
    mocks: mocks.files,
    talk: () => talk.join(''),
  };
}
