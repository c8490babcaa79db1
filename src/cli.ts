// The command line. Each command, argument, and option is written once, in a table; commander is built from
// it, and the types of the commands' input follow from it. A command's code is imported when it runs.
import { Argument, Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import type { Context } from './context.ts';
import { MODES, RATINGS } from './core/base/attempt.ts';
import type { Failure } from './core/base/problem.ts';
import { DIFFICULTIES } from './core/base/question.ts';
import { EXPORT_FORMAT_NAMES } from './core/import/export.ts';
import { LONGEST_PLAN_DAYS } from './core/schedule/days-off.ts';

function wholeNumber(value: string): number {
  if (!/^\d{1,6}$/.test(value) || Number(value) < 1)
    throw new InvalidArgumentError('It takes a whole number from 1.');
  return Number(value);
}

function twoNumbers(value: string): readonly [number, number] {
  const [first, second, ...more] = value.split(',');
  if (first === undefined || second === undefined || more.length > 0)
    throw new InvalidArgumentError('It takes two numbers, such as 2,5.');
  const numbers = [wholeNumber(first.trim()), wholeNumber(second.trim())] as const;
  if (numbers[0] === numbers[1])
    throw new InvalidArgumentError('It takes two different numbers, such as 2,5.');
  return numbers;
}

function positive(value: string): number {
  const number = value.trim() === '' ? NaN : Number(value);
  if (!Number.isFinite(number) || number <= 0) throw new InvalidArgumentError('It takes a number above 0.');
  return number;
}

const upTo =
  (most: number, read: (value: string) => number, unit = '') =>
  (value: string): number => {
    const number = read(value);
    if (number > most) throw new InvalidArgumentError(`It takes at most ${most}${unit}.`);
    return number;
  };

/** What a word on the command line names, where the shell can offer something. */
export type Takes =
  | 'question'
  | 'question or file'
  | 'file'
  | 'metric'
  | 'metric='
  | 'section'
  | 'tag'
  | 'setting'
  | 'drill'
  | 'shape'
  | 'mock'
  | 'backup';

type OptionDetails = {
  readonly help: string;
  readonly takes?: Takes;
  readonly choices?: readonly string[];
  readonly read?: (value: string) => unknown;
  readonly repeatable?: true;
  /** Options that exclude this one, by their names in the input. */
  readonly conflicts?: readonly string[];
  readonly required?: true;
};
type OptionSpec = string | OptionDetails;
type ArgumentDetails = {
  readonly help: string;
  readonly takes?: Takes;
  readonly choices?: readonly string[];
  readonly shownDefault?: string;
};
type ArgumentSpec = string | ArgumentDetails;

export type OptionSpecs = Readonly<Record<string, OptionSpec>>;
export type CommandSpec = {
  readonly summary: string;
  readonly arguments?: Readonly<Record<string, ArgumentSpec>>;
  readonly options?: OptionSpecs;
};

const GLOBAL = {
  '--home <dir>': {
    help: "folder of your data (else PREP_HOME, else the platform's config folder)",
    takes: 'file',
  },
  '--bank <path>': {
    help: 'question file or folder (repeatable; else PREP_BANK, else the setting)',
    takes: 'file',
    repeatable: true,
  },
  '--json': 'print JSON, never ask, never colour',
  '--no-color': 'no colour',
  '--no-pager': 'print long output without a pager',
  '--plain': 'no cursor movement and no boxes: for screen readers, logs and pipes',
  '-q, --quiet': 'no talk on stderr',
} as const satisfies OptionSpecs;

const SECTION_AND_TAG = {
  '--section <name>': { help: 'only this section (repeatable)', takes: 'section', repeatable: true },
  '--tag <name>': { help: 'only questions with this tag (repeatable)', takes: 'tag', repeatable: true },
} as const satisfies OptionSpecs;

const DIFFICULTY = {
  '--difficulty <level>': { help: 'only this difficulty', choices: DIFFICULTIES },
} as const satisfies OptionSpecs;

const FILTERS = {
  ...SECTION_AND_TAG,
  ...DIFFICULTY,
  '--due': 'only questions that are due',
  '--new': 'only questions never attempted',
  '--weak': 'only questions that went badly',
  '--star': 'only STAR stories',
} as const satisfies OptionSpecs;

const MODE = { '--mode <mode>': { help: 'how you answer', choices: MODES } } as const satisfies OptionSpecs;
const INLINE = {
  '--inline': 'below what is on the screen, without taking the whole window',
} as const satisfies OptionSpecs;
const VOICE = { '--voice': 'read the questions aloud' } as const satisfies OptionSpecs;

const SESSION = {
  '-n, --count <number>': { help: 'at most this many questions', read: wholeNumber },
  '--minutes <minutes>': { help: 'as many questions as fit into this time', read: positive },
  ...MODE,
  ...VOICE,
  '--predict': 'ask beforehand how many points you will cover',
  ...INLINE,
} as const satisfies OptionSpecs;

const COUNTED = {
  '--since <when>': 'count from a day on (2026-11-01), or the last 30d, 12w',
  ...SECTION_AND_TAG,
} as const satisfies OptionSpecs;

const QUESTION_NAME = 'number, id or its start';
const QUESTION = { help: QUESTION_NAME, takes: 'question' } as const;
const QUESTIONS = { help: 'numbers, ids or their starts', takes: 'question' } as const;
/** Of a question that is made. */
const NEW_SECTION = { help: 'its section', takes: 'section' } as const;
const NEW_TAG = { help: 'a tag (repeatable)', takes: 'tag', repeatable: true } as const;

const COMMANDS = {
  quiz: {
    summary: 'study: recall, reveal, check point by point, rate',
    arguments: {
      '[question-or-file...]': {
        help: `questions (${QUESTION_NAME}) or question files`,
        takes: 'question or file',
      },
    },
    options: {
      ...FILTERS,
      ...SESSION,
      '--all': 'all questions, whether due or not, without daily limits',
      '--cram': 'leave the schedule alone',
      '--seed <text>': 'order that can be repeated',
    },
  },
  drill: {
    summary: 'the scripted session of the day: same day, same questions',
    arguments: { '[name]': { help: 'name of the drill', takes: 'drill', shownDefault: 'daily' } },
    options: {
      ...SESSION,
      '--answers <file>': { help: 'take answers and ratings from JSON lines (- for stdin)', takes: 'file' },
      '--check': 'exit 1 while the drill of the day is unfinished',
      '--notify': 'with --check or --install: a notification of the desktop while it is unfinished',
      '--list': 'list the drills',
      '--install <how>': {
        help: 'print the entry that runs it daily',
        choices: ['cron', 'systemd', 'launchd'],
      },
    },
  },
  mock: {
    summary: 'a timed mock interview, with a report at the end',
    options: {
      '--minutes <minutes>': { help: 'time of the interview (45)', read: upTo(600, positive, ' minutes') },
      '-n, --count <number>': { help: 'how many questions (8)', read: upTo(100, wholeNumber) },
      ...SECTION_AND_TAG,
      ...DIFFICULTY,
      ...MODE,
      ...INLINE,
      '--study': 'check each answer at once, and follow up what was missed',
      ...VOICE,
      '--no-predict': 'do not ask beforehand how many points you will cover',
      '--seed <text>': 'questions that can be drawn again',
      '--report <file>': {
        help: 'write the report to a file that ends in .md or .html; that of a past mock with --show, such as --show 1',
        takes: 'file',
      },
      '--resume [id]': { help: 'go on with an unfinished mock', takes: 'mock' },
      '--list': 'list the mocks that there are',
      '--show <id>': { help: 'the report of a mock (1 is the latest)', takes: 'mock' },
      '--compare [ids...]': { help: 'two mocks side by side (the latest two)', takes: 'mock' },
    },
  },
  fill: {
    summary: 'enter the numbers that your answers cite',
    arguments: { '[name...]': { help: 'only these metrics', takes: 'metric' } },
    options: {
      '--set <name=value...>': {
        help: 'store values without asking; with --from, NAME=PATH',
        takes: 'metric=',
      },
      '--unset <name...>': { help: 'remove values', takes: 'metric' },
      '--not-measured <name...>': {
        takes: 'metric',
        help: 'store that these were not measured; NAME=REASON says why',
        conflicts: ['list', 'from', 'sync', 'export', 'import'],
      },
      '--list': { help: 'show every metric with its value', conflicts: ['set', 'unset'] },
      '--open': 'with --list: only what has no value yet, in the order in which it is asked for',
      '--core': 'only the few values that complete most answers',
      '--section <name>': {
        help: 'only what this section cites (repeatable)',
        takes: 'section',
        repeatable: true,
      },
      '--question <name>': {
        help: 'only what this question cites (repeatable)',
        takes: 'question',
        repeatable: true,
      },
      '--next <number>': { help: 'ask for so many values at most', read: upTo(1000, wholeNumber) },
      '--force': 'with --set, --import and --sync: also values out of range, or that do not fit each other',
      '--from <path>': {
        help: 'take values from a result file, or a folder of them',
        takes: 'file',
        conflicts: ['unset', 'sync', 'export', 'import'],
      },
      '--unit <unit>': 'with --from: what the numbers of the file are in',
      '--sync': {
        help: 'read all bound files again',
        conflicts: ['set', 'unset', 'list', 'export', 'import'],
      },
      '--watch': {
        help: 'read bound files again whenever they change, until Ctrl-C',
        conflicts: ['set', 'unset', 'list', 'from', 'export', 'import', 'check', 'json', 'dryRun'],
      },
      '--check': 'with --sync: change nothing, exit 1 when a value has changed',
      '--export [file]': {
        help: 'write your values to a file (CSV by its name, else JSON), or to stdout',
        takes: 'file',
        conflicts: ['set', 'unset', 'list', 'import'],
      },
      '--import <file>': {
        help: 'take values from such a file',
        takes: 'file',
        conflicts: ['set', 'unset', 'list'],
      },
      '--format <format>': { help: 'with --export and --import', choices: ['json', 'csv'] },
      '--replace': 'with --import: also where you have another value',
      '--dry-run': 'show what would change, and change nothing',
    },
  },
  import: {
    summary: 'take questions over from guides, cheat sheets, decks and tables',
    arguments: { '<file-or-folder...>': { help: 'what to read', takes: 'file' } },
    options: {
      '--to <dir>': { help: 'write to this folder instead of your own bank', takes: 'file' },
      '--section <name>': { help: 'the section of all of them', takes: 'section' },
      '--tag <name>': { help: 'a tag for all of them (repeatable)', takes: 'tag', repeatable: true },
      '--as <shape>': { help: 'read them as this shape, whatever they look like', takes: 'shape' },
      '--merge <whose>': {
        help: 'whose version counts where both changed',
        choices: ['theirs', 'ours'],
      },
      '--only': { help: 'study these questions alone', conflicts: ['first', 'mixed'] },
      '--first': { help: 'study them before those of other banks', conflicts: ['mixed'] },
      '--mixed': 'study them in turn with those of other banks',
      '--possible': 'take possible placeholders for such, without asking',
      '--yes': 'take what prep reads, without asking',
      '--dry-run': 'show what would be written, and write nothing',
    },
  },
  add: {
    summary: 'add a question of your own; it is asked before other new ones',
    arguments: { '[question...]': 'the question (- for stdin: its first line, the answer below it)' },
    options: {
      '--answer <text>': 'its answer, in Markdown (- for stdin)',
      '--point <text>': { help: 'a key point of the answer (repeatable)', repeatable: true },
      '--section <name>': NEW_SECTION,
      '--tag <name>': NEW_TAG,
    },
  },
  new: {
    summary: 'write a question of your own in your editor, from a template',
    arguments: { '[question...]': 'the question, if you have it already' },
    options: {
      '--section <name>': NEW_SECTION,
      '--tag <name>': NEW_TAG,
    },
  },
  edit: {
    summary: 'open a question in your editor; of a shipped one a copy of your own',
    arguments: { '<question>': QUESTION },
  },
  answer: {
    summary: 'write your own version of an answer',
    arguments: { '<question>': QUESTION },
    options: {
      '--file <file>': {
        help: 'take the text from a file instead of the editor (- for stdin)',
        takes: 'file',
      },
      '--restore <number>': {
        help: 'bring an earlier version back, by its number in `prep history`',
        read: wholeNumber,
      },
      '--remove': 'go back to the model answer',
    },
  },
  feedback: {
    summary: 'what a text says of the points and numbers of a question; records nothing',
    arguments: { '<question>': QUESTION },
    options: { '--file <file>': { help: 'the text to look at (- for stdin)', takes: 'file' } },
  },
  export: {
    summary: 'take the answers out: as a guide, a page, a sheet of your numbers, or data',
    arguments: { '[question...]': { help: `only these (${QUESTION_NAME})`, takes: 'question' } },
    options: {
      ...FILTERS,
      '--format <format>': { help: 'what to write', choices: EXPORT_FORMAT_NAMES },
      '--filled': 'with your values (the default)',
      '--open': 'with placeholders as they are written',
      '--strip': 'with gaps for your values, for giving away',
      '--model': 'the model answers, where you have versions of your own, too',
      '--to <file>': { help: 'write to a new file; none is ever overwritten', takes: 'file' },
    },
  },
  banks: {
    summary: 'which banks are studied, and in which order',
    arguments: {
      '[action]': {
        help: 'what to change',
        choices: ['add', 'remove', 'order', 'first', 'mixed', 'on', 'off'],
      },
      '[bank...]': 'paths for add, else names',
    },
  },
  show: {
    summary: 'one question with its answer, rendered with your data',
    arguments: { '<question>': QUESTION },
  },
  list: {
    summary: 'a table of questions',
    options: {
      ...FILTERS,
      '--unfilled': 'only questions with numbers to fill',
      '--matrix': 'which of your stories serves which question',
      '--gaps': {
        help: 'which questions lack an answer, key points, numbers or follow-ups, and what topics have',
        conflicts: ['matrix'],
      },
    },
  },
  search: {
    summary: 'full-text search',
    arguments: { '<words...>': 'what to look for' },
    options: { '-n, --count <number>': { help: 'at most this many', read: wholeNumber } },
  },
  history: {
    summary: 'your attempts at a question, side by side; without one, the latest at all',
    arguments: { '[question]': QUESTION },
    options: {
      '--all': 'every attempt, one under the other',
      '--attempts <numbers>': { help: 'which two to compare, such as 2,5', read: twoNumbers },
      '--play <number>': { help: 'play the recording of an attempt', read: wholeNumber },
      '--star <number>': {
        help: 'keep the recording of an attempt, whatever room is needed',
        read: wholeNumber,
      },
      '--unstar <number>': { help: 'let it go when room is needed', read: wholeNumber },
      '--discard <number>': {
        help: 'delete the recording of an attempt for good, and nothing else',
        read: wholeNumber,
      },
      '--export <file>': { help: 'write all attempts to a new Markdown file', takes: 'file' },
      '-n, --count <number>': { help: 'without a question: at most this many', read: wholeNumber },
    },
  },
  check: {
    summary: 'lint question files',
    arguments: { '[file-or-folder...]': { help: 'banks to check (else the loaded ones)', takes: 'file' } },
    options: { '--require-filled': 'placeholders without a value are errors' },
  },
  plan: {
    summary: 'what to do each day until the interview, and whether you will be ready',
    options: {
      '--until <day>': 'plan towards this day instead of the interview date (YYYY-MM-DD, in 3 weeks, Dec 18)',
      '--days <number>': {
        help: `at most this many days, up to ${LONGEST_PLAN_DAYS} (without a date 14)`,
        read: upTo(LONGEST_PLAN_DAYS, wholeNumber),
      },
      '--ics <file>': { help: 'write the days into a new calendar file (- for stdout)', takes: 'file' },
    },
  },
  stats: {
    summary: 'how it goes: days, what comes due, recall, time, points, numbers cited',
    options: COUNTED,
  },
  report: {
    summary: 'the same as a page with charts',
    options: {
      ...COUNTED,
      '--html <file>': {
        help: 'write it to a new file (- for stdout); none is ever overwritten',
        takes: 'file',
        required: true,
      },
    },
  },
  optimize: {
    summary: 'fit the model of memory to your own reviews',
    options: {
      '--reset': 'go back to the published weights',
      '--dry-run': 'show what would come of it, and change nothing',
    },
  },
  next: {
    summary: 'the one question to do next',
    options: { '--format <text>': 'a line of your own, such as "{due} due": for prompts and status bars' },
  },
  grade: {
    summary: 'record a rating without a session',
    arguments: { '<question>': QUESTION, '<rating>': { help: 'how it went', choices: RATINGS } },
  },
  undo: { summary: 'undo your last step, whatever it was; again goes further back' },
  suspend: { summary: 'take questions out of the queue', arguments: { '<question...>': QUESTIONS } },
  unsuspend: { summary: 'put questions back into the queue', arguments: { '<question...>': QUESTIONS } },
  config: {
    summary: 'settings: show all, show one, change one',
    arguments: { '[name]': { help: 'setting, or "banks"', takes: 'setting' }, '[value...]': 'its new value' },
    options: { '--unset': 'back to the default' },
  },
  doctor: { summary: 'what works on this machine, and how to get the rest' },
  restore: {
    summary: 'go back to a backup of the config file; the present one is kept aside',
    arguments: { '[day]': { help: 'the backup to take (else the newest sound one)', takes: 'backup' } },
    options: { '--list': 'list the backups', '--dry-run': 'only say what would be lost' },
  },
  merge: {
    summary: 'take in the config file of another machine, or a copy in conflict, entry by entry',
    arguments: { '<file-or-folder>': { help: 'such a file, or the folder that it is in', takes: 'file' } },
    options: { '--dry-run': 'only say what would change' },
  },
  completion: {
    summary: 'print the completion script of a shell',
    arguments: { '<shell>': { help: 'your shell', choices: ['bash', 'zsh', 'fish', 'powershell'] } },
  },
} as const satisfies Readonly<Record<string, CommandSpec>>;

type Camel<Words> = Words extends `${infer First}-${infer Rest}`
  ? `${First}${Capitalize<Camel<Rest>>}`
  : Words;
type LongName<Flags> = Flags extends `${string}--${infer Long}`
  ? Long extends `${infer Word} ${string}`
    ? Word
    : Long
  : never;
/** Commander's name of an option: `-n, --dry-run <x>` is `dryRun`, `--no-color` is `color`. */
type NameOf<Flags> = LongName<Flags> extends `no-${infer Name}` ? Camel<Name> : Camel<LongName<Flags>>;

type ValueOf<Flags, Spec> = Spec extends { readonly read: (value: string) => infer Value }
  ? Value
  : Spec extends { readonly choices: readonly (infer Word)[] }
    ? Word
    : Spec extends { readonly repeatable: true }
      ? readonly string[]
      : Flags extends `${string}<${string}...>`
        ? readonly string[]
        : Flags extends `${string}<${string}>`
          ? string
          : Flags extends `${string}[${string}...]`
            ? readonly string[] | true
            : Flags extends `${string}[${string}]`
              ? string | true
              : boolean;

type Mandatory = { readonly required: true };
type ValuesOf<Specs> = {
  readonly [Flags in keyof Specs as Specs[Flags] extends Mandatory ? never : NameOf<Flags>]?: ValueOf<
    Flags,
    Specs[Flags]
  >;
} & {
  readonly [Flags in keyof Specs as Specs[Flags] extends Mandatory ? NameOf<Flags> : never]: ValueOf<
    Flags,
    Specs[Flags]
  >;
};

export type GlobalOptions = ValuesOf<typeof GLOBAL>;

type CommandName = keyof typeof COMMANDS;
/** The options that a command's code gets. Options that are not given are absent. */
export type Input<Name extends CommandName> = GlobalOptions &
  ((typeof COMMANDS)[Name] extends { readonly options: infer Specs } ? ValuesOf<Specs> : unknown);

type Run<Options> = (context: Context, args: readonly string[], options: Options) => Promise<number>;

const CODE: { readonly [Name in CommandName]: () => Promise<Run<Input<Name>>> } = {
  quiz: async () => (await import('./commands/quiz/quiz.ts')).quiz,
  drill: async () => (await import('./commands/quiz/drill.ts')).drill,
  mock: async () => (await import('./commands/mock/mock.ts')).mock,
  fill: async () => (await import('./commands/fill/fill.ts')).fill,
  import: async () => (await import('./commands/import/import.ts')).importBanks,
  add: async () => (await import('./commands/bank/own.ts')).add,
  new: async () => (await import('./commands/bank/own.ts')).newQuestion,
  edit: async () => (await import('./commands/bank/own.ts')).edit,
  answer: async () => (await import('./commands/stories/answer.ts')).answer,
  feedback: async () => (await import('./commands/quiz/feedback.ts')).feedback,
  export: async () => (await import('./commands/import/export.ts')).exportQuestions,
  banks: async () => (await import('./commands/bank/banks.ts')).showBanks,
  show: async () => (await import('./commands/bank/show.ts')).show,
  list: async () => (await import('./commands/bank/list.ts')).list,
  search: async () => (await import('./commands/bank/show.ts')).search,
  history: async () => (await import('./commands/progress/history.ts')).history,
  check: async () => (await import('./commands/check/check.ts')).check,
  plan: async () => (await import('./commands/progress/plan.ts')).plan,
  stats: async () => (await import('./commands/progress/stats.ts')).stats,
  report: async () => (await import('./commands/progress/stats.ts')).report,
  optimize: async () => (await import('./commands/progress/optimize.ts')).optimize,
  next: async () => (await import('./commands/quiz/next.ts')).next,
  grade: async () => (await import('./commands/quiz/entries.ts')).grade,
  undo: async () => (await import('./commands/quiz/entries.ts')).undo,
  suspend: async () => (await import('./commands/quiz/entries.ts')).suspend,
  unsuspend: async () => (await import('./commands/quiz/entries.ts')).unsuspend,
  config: async () => (await import('./commands/settings/config.ts')).config,
  doctor: async () => (await import('./commands/settings/doctor.ts')).doctor,
  restore: async () => (await import('./commands/settings/restore.ts')).restore,
  merge: async () => (await import('./commands/settings/merge.ts')).merge,
  completion: async () => (await import('./commands/settings/completion.ts')).completion,
};

async function runCommand<Name extends CommandName>(
  name: Name,
  context: Context,
  args: readonly string[],
  options: Input<Name>,
): Promise<number> {
  const run = await CODE[name]();
  return run(context, args, options);
}

type Surroundings = {
  readonly version: string;
  readonly makeContext: (options: GlobalOptions) => Context;
  /** The version, and the programs of others that are in it, as the build wrote them down. */
  readonly contents: () => string;
  /**
   * Where help and version go, and how wide help is: commander would open Node's streams for them, which cost
   * 5 ms.
   */
  readonly help: {
    readonly show: (text: string, pages: boolean) => Promise<void>;
    readonly columns: () => number;
  };
};

function addOptions(command: Command, specs: OptionSpecs): void {
  for (const [flags, spec] of Object.entries(specs)) {
    const { help, choices, read, repeatable, conflicts, required }: OptionDetails =
      typeof spec === 'string' ? { help: spec } : spec;
    const option = new Option(flags, help);
    if (choices) option.choices(choices);
    if (read) option.argParser<unknown>(read);
    if (repeatable)
      option.argParser<readonly string[] | undefined>((value, before = []) => [...before, value]);
    if (conflicts) option.conflicts([...conflicts]);
    if (required) option.makeOptionMandatory();
    command.addOption(option);
  }
}

function addCommand(program: Command, name: CommandName): Command {
  const { summary, arguments: words = {}, options = {} }: CommandSpec = COMMANDS[name];
  const command = program.command(name).description(summary).allowExcessArguments(false);
  for (const [word, spec] of Object.entries(words)) {
    const { help, choices, shownDefault } = typeof spec === 'string' ? { help: spec } : spec;
    const argument = new Argument(word, help).default(shownDefault);
    command.addArgument(choices ? argument.choices(choices) : argument);
  }
  addOptions(command, options);
  return command;
}

function newProgram({ version, help }: Surroundings, write: (text: string) => void): Command {
  const program = new Command('prep')
    .description('Study for and rehearse an interview, with answers that cite your own measured data.')
    .version(version, '-V, --version', 'print the version; with --verbose also what is in it')
    .helpOption('-h, --help', 'print this help')
    .helpCommand(false);
  addOptions(program, GLOBAL);
  return (
    program
      .configureHelp({ showGlobalOptions: true })
      .argument('[command]')
      .allowExcessArguments()
      .usage('[options] [command]')
      // Commander's complaints are thrown as failures, so that all failures read alike.
      .configureOutput({
        outputError: () => undefined,
        writeOut: write,
        getOutHelpWidth: help.columns,
        getOutHasColors: () => false,
      })
      .exitOverride()
  );
}

const COMMAND_NAMES = Object.keys(COMMANDS).filter(isCommand);

function isCommand(word: string): word is CommandName {
  return Object.hasOwn(COMMANDS, word);
}

/** The commands that the arguments may mean, or all of them. Building fewer starts faster. */
function possible(args: readonly string[]): readonly CommandName[] {
  const named = args.filter(isCommand);
  if (named.length > 0) return [...new Set(named)];
  return args.some((arg) => !arg.startsWith('-') || arg === '-h' || arg === '--help') ? COMMAND_NAMES : [];
}

async function wrongUsage(program: Command, message: string): Promise<Failure> {
  const { unknownCommand, usageFailure } = await import('./commands/shared/usage.ts');
  const [word] = program.args;
  if (word === undefined || word.startsWith('-')) return usageFailure(message, undefined);
  return isCommand(word) ? usageFailure(message, word) : unknownCommand(word, COMMAND_NAMES);
}

export async function runProgram(args: readonly string[], around: Surroundings): Promise<number> {
  const [first, named = '-'] = args;
  if (first === 'help') {
    if (!named.startsWith('-') && !isCommand(named)) {
      const { unknownCommand } = await import('./commands/shared/usage.ts');
      throw unknownCommand(named, COMMAND_NAMES);
    }
    return runProgram([...args.slice(1), '--help'], around);
  }
  if (args.includes('--verbose') && args.some((arg) => arg === '-V' || arg === '--version')) {
    await around.help.show(around.contents(), true);
    return 0;
  }
  const { makeContext } = around;
  if (args[0] === 'complete') {
    const { complete } = await import('./commands/settings/completion.ts');
    const line = { commands: COMMANDS, global: GLOBAL };
    return complete(makeContext, line, args.slice(args[1] === '--' ? 2 : 1));
  }
  let code = 0;
  let help = '';
  const program = newProgram(around, (text) => {
    help += text;
  });
  program.action(async (word: string | undefined, options: GlobalOptions) => {
    // `prep status` means plain `prep`; any other word here is an unknown command.
    if (word !== undefined && word !== 'status') throw await wrongUsage(program, '');
    const { status } = await import('./commands/quiz/status.ts');
    code = await status(makeContext(options), [], options);
  });
  for (const name of possible(args)) {
    const command = addCommand(program, name);
    command.action(async () => {
      const options = command.optsWithGlobals<Input<typeof name>>();
      code = await runCommand(name, makeContext(options), command.args, options);
    });
  }
  try {
    await program.parseAsync([...args], { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) {
      await around.help.show(help, !args.includes('--no-pager'));
      return 0;
    }
    throw await wrongUsage(program, error.message);
  }
  return code;
}
