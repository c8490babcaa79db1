// A machine in memory for commands that read banks, read and write the config, and print.
import { openKeys } from '../../src/core/fill/gaps.ts';
import { figuresOf } from '../../src/core/fill/values.ts';
import { keptFor } from '../../src/core/base/collections.ts';
import { assembleBanks } from '../../src/core/base/bank.ts';
import { headOf } from '../../src/core/base/question.ts';
import {
  type Config,
  DEFAULT_DRILLS,
  DEFAULT_SETTINGS,
  type Settings,
} from '../../src/core/settings/config.ts';
import { instantOf, parseIso } from '../../src/core/base/day.ts';
import { Failure, type Problem } from '../../src/core/base/problem.ts';
import type { ConfigProblem } from '../../src/formats/stored/config-file.ts';
import { foldJournal } from '../../src/core/schedule/fold.ts';
import type { Entry } from '../../src/core/schedule/journal.ts';
import type { MockEvent } from '../../src/core/mock/mock.ts';
import { openSource } from '../../src/core/base/span.ts';
import type { Backup, Context, Deck, FigureStore, Prompts, Screen, Sound } from '../../src/context.ts';
import type { DeckNote } from '../../src/formats/import/anki-text.ts';
import { readMetricsFile } from '../../src/formats/question/metrics-file.ts';
import { readQuestionFile } from '../../src/formats/question/question-file.ts';
import { berlin } from './entries.ts';
import { testNow } from './environment.ts';
import { memoryMocks, waitingIn } from './mocks.ts';
import { memoryResults } from './memory-results.ts';
import { memorySound } from './memory-sound.ts';

export type Memory = {
  readonly context: Context;
  readonly config: () => Config;
  readonly entries: Entry[];
  /** A test moves it. */
  readonly clock: { now: number };
  /** All of stdout and stderr, and what prompts showed and asked. */
  readonly data: () => string;
  readonly talk: () => string;
  readonly shown: () => string;
};

export type MemoryOptions = {
  /** Text by file name; `metrics.md` has metrics, the others a question each. */
  readonly files: Readonly<Record<string, string>>;
  readonly fills?: Config['fills'];
  /** Typed lines, one per prompt; then the person leaves. */
  readonly lines?: readonly string[];
  readonly interactive?: boolean;
  readonly entries?: readonly Entry[];
  readonly settings?: Partial<Settings>;
  /** By default the sample bank, so that prep does not ask what to study. */
  readonly banks?: Config['banks'];
  readonly answers?: Config['answers'];
  readonly screen?: Partial<Screen>;
  /** Files of the user, by path. */
  readonly texts?: Readonly<Record<string, string>>;
  /** Result files by path, below `/here` if relative; a test may change them. */
  readonly results?: Record<string, string>;
  readonly decks?: Readonly<Record<string, Deck>>;
  /** From git, for all of them. */
  readonly input?: string;
  readonly edit?: (text: string, name: string) => string;
  /** Events of mock interviews, by their ids. */
  readonly mocks?: Readonly<Record<string, readonly MockEvent[]>>;
  /** All questions are the user's own. */
  readonly isOwn?: boolean;
  readonly backups?: readonly Backup[];
  /** Config files of the backup and of now. */
  readonly configTexts?: { readonly copy: string; readonly present?: string };
  /** Programs for sound; none by default. */
  readonly sound?: Sound;
  readonly configProblems?: readonly ConfigProblem[];
  readonly journalProblems?: readonly Problem[];
};

const OWN = '/home/ada/prep/questions';

function absent(): never {
  throw new Error('this prompt is not expected');
}

/** @param waiting lines are taken from it */
function memoryPrompts(waiting: string[], say: (text: string) => void): Prompts {
  const show: Prompts['show'] = (text) => say(typeof text === 'string' ? text : text());
  return {
    page: show,
    read: show,
    show,
    notice: show,
    help: (keys) => show(keys('line', false)),
    leave: () => undefined,
    line: (question) => {
      show(question);
      return Promise.resolve(waiting.shift());
    },
    surplus: () => Promise.resolve(waiting.shift()),
    choose: ({ question, enter }) => {
      show(question);
      return Promise.resolve(waiting.shift() || enter);
    },
    answer: absent,
    record: absent,
    points: absent,
    rate: absent,
    pause: absent,
    interrupted: () => false,
    beforeEnd: () => undefined,
    close: () => show('(closed)'),
  };
}

/** Many tests open the same files. */
const bankIn = keptFor((texts: MemoryOptions['files'], from: string) => {
  const files = Object.entries(texts).map(([name, text]) =>
    (name === 'metrics.md' ? readMetricsFile : readQuestionFile)(openSource(name, text), from),
  );
  return assembleBanks([{ bank: from, own: from === OWN, files }]);
});

/** At `testNow`, 80 columns wide, without colors. What it lacks fails when used. */
export function openMemory(options: MemoryOptions): Memory {
  const [data, talk, shown]: [string[], string[], string[]] = [[], [], []];
  const from = options.isOwn ? OWN : 'bank';
  const bank = bankIn(options.files, from);
  const now = parseIso(testNow);
  if (now === undefined) throw new Error('the time of tests is no time');
  const clock = { now: now as number };
  const entries = [...(options.entries ?? [])];
  const copyText = options.configTexts?.copy ?? '{"version":1}';
  const waiting = [...(options.lines ?? [])];
  let ids = 0;
  let config: Config = {
    version: 1,
    settings: { ...DEFAULT_SETTINGS, ...options.settings },
    banks: options.banks ?? [{ bank: 'shipped' }],
    fills: options.fills ?? {},
    answers: options.answers ?? {},
    drills: DEFAULT_DRILLS,
  };
  const parts = {
    env: {},
    version: '1.2.3',
    runtime: 'Node 20.0.0 on linux',
    probeHome: () => '/home/ada/prep',
    random: { seed: () => 1, id: () => `id-${String(++ids).padStart(3, '0')}` },
    clock: {
      now: () => instantOf(clock.now),
      calendar: () => berlin,
    },
    out: {
      data: (text: string) => data.push(text),
      page: (text: string) => Promise.resolve(void data.push(text)),
      talk: (text: string) => talk.push(text),
    },
    screen: { columns: 80, rows: 24, color: false, fancy: true, ...options.screen },
    interactive: options.interactive ?? true,
    config: {
      file: 'config.json',
      read: () => ({ config, problems: options.configProblems ?? [] }),
      copies: () => [],
      update: (change: (before: Config) => Config) => {
        config = change(config);
        return Promise.resolve(config);
      },
    },
    drafts: { read: () => undefined, write: () => undefined, among: () => [], changedAt: () => undefined },
    journal: {
      read: () => ({ entries, problems: options.journalProblems ?? [] }),
      append: (more: readonly Entry[]) => void entries.push(...more),
      alone: <T>(work: () => Promise<T>) => work(),
      faults: () => [],
      progress: (params: Parameters<typeof foldJournal>[1]) => Promise.resolve(foldJournal(entries, params)),
    },
    mocks: () => Promise.resolve(memoryMocks(options.mocks)),
    waitingMocks: () => waitingIn(memoryMocks(options.mocks)),
    backups: {
      list: () => options.backups ?? [],
      presentConfig: () => options.configTexts?.present,
      unpack: (path: string) => {
        const made = options.backups?.find(({ folder }) => folder === path)?.day ?? '';
        return Promise.resolve({ made, config: copyText, changes: [], same: 0 });
      },
    },
    home: '/home/ada/prep',
    fileSets: { write: () => Promise.resolve() },
    prompts: () => Promise.resolve(memoryPrompts(waiting, (text) => shown.push(text))),
    figures: {
      of: (...given: Parameters<FigureStore['of']>) => {
        const figures = figuresOf(...given);
        return Promise.resolve({ ...figures, unfilled: openKeys(given[0], figures).size });
      },
    },
    banks: {
      full: () => Promise.resolve(bank),
      heads: () =>
        Promise.resolve({
          ...bank,
          questions: new Map([...bank.questions].map(([id, each]) => [id, headOf(each)])),
        }),
      question: ({ id }: { id: string }) => Promise.resolve(bank.questions.get(id)),
      sourceText: (file: string) => options.files[file] ?? '',
      shipped: 'bank',
      own: OWN,
    },
    files: {
      pathDelimiter: ':',
      absolute: (path: string) => (path.startsWith('/') ? path : `/here/${path}`),
      exists: (path: string) => Object.hasOwn(options.texts ?? {}, path),
      readText: (path: string) => {
        const isCopy = options.backups?.some(({ folder }) => path === `${folder}/config.json`);
        const text = options.texts?.[path] ?? (isCopy ? copyText : undefined);
        if (text === undefined) throw new Failure('file-missing', `No such file or folder: ${path}.`);
        return text;
      },
      readInput: () => Promise.resolve(options.input ?? ''),
    },
    decks: {
      isDeck: (path: string) => Object.hasOwn(options.decks ?? {}, path),
      open: (path: string) => {
        const deck = options.decks?.[path];
        if (!deck) throw new Failure('file-missing', `No such file or folder: ${path}.`);
        return Promise.resolve(deck);
      },
      pack: (notes: readonly DeckNote[]) =>
        Promise.resolve(
          new TextEncoder().encode(JSON.stringify(notes.map(({ guid, deck }) => [guid, deck]))),
        ),
    },
    results: memoryResults(options.results ?? {}),
    lexicon: async () => undefined,
    docs: 'docs',
    sound: options.sound ?? memorySound({ jobs: [] }).sound,
    run: {
      editor: () => ['ed'],
      edit: (text: string, name: string) => Promise.resolve(options.edit?.(text, name) ?? text),
    },
  };
  return {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- only the doors that such commands use are there
    context: parts as unknown as Context,
    config: () => config,
    entries,
    clock,
    data: () => data.join(''),
    talk: () => talk.join(''),
    shown: () => shown.join('\n'),
  };
}
