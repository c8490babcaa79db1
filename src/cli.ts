// The command line: one table of commands, arguments and options. Commander is built from it, and the input
// types of the commands are derived from it. A command's code is imported only when it runs.
import { Argument, Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import type { Takes } from './commands/settings/completion.ts';
import type { Context } from './context.ts';
import { MODES, RATINGS } from './core/base/attempt.ts';
import type { Failure } from './core/base/problem.ts';
import { DIFFICULTIES } from './core/base/question.ts';
import { EXPORT_FORMAT_NAMES } from './core/import/export.ts';
import { LONGEST_PLAN_DAYS } from './core/schedule/days-off.ts';

function wholeNumber(value: string): number {
  if (!/^\d{1,6}$/.test(value) || Number(value) < 1)
    throw new InvalidArgumentError('Give a whole number, 1 or more.');
  return Number(value);
}

/** In a script, an empty value is a variable that is not set. */
function notEmpty(value: string): string {
  if (value === '') throw new InvalidArgumentError('Give a value, or leave it out.');
  return value;
}

function newFile(value: string): string {
  if (value === '-') throw new InvalidArgumentError('Give the name of a file.');
  return notEmpty(value);
}

function positive(value: string): number {
  const number = value.trim() === '' ? NaN : Number(value);
  if (!Number.isFinite(number) || number <= 0) throw new InvalidArgumentError('Give a number above 0.');
  return number;
}

const upTo =
  (most: number, read: (value: string) => number, unit = '') =>
  (value: string): number => {
    const number = read(value);
    if (number > most) throw new InvalidArgumentError(`Give at most ${most}${unit}.`);
    return number;
  };

type OptionDetails = {
  readonly help: string;
  readonly takes?: Takes;
  readonly choices?: readonly string[];
  readonly read?: (value: string) => unknown;
  readonly repeatable?: true;
  /** Options that exclude this one, by their input names. */
  readonly conflicts?: readonly string[];
};
type OptionSpec = string | OptionDetails;

export type OptionSpecs = Readonly<Record<string, OptionSpec>>;
export type CommandSpec = {
  /** At most 22 characters, so that `prep --help` fits on one screen. */
  readonly summary: string;
  readonly arguments?: OptionSpecs;
  readonly options?: OptionSpecs;
};

const taking = <const What extends Takes>(takes: What, help: string) => ({ help, takes });
const many = <const What extends Takes>(takes: What, help: string) =>
  ({ help: `${help} (repeatable)`, takes, repeatable: true }) as const;
const oneOf = <const Words extends readonly string[]>(choices: Words, help: string) => ({ help, choices });
/** Written by prep, which never writes over a file. */
const toFile = (help: string) => ({ help, takes: 'file', read: newFile }) as const;
const number = (help: string, read = wholeNumber) => ({ help, read });

const GLOBAL = {
  '--home <dir>': taking(
    'file',
    "folder for your data (default: PREP_HOME, then the platform's config folder)",
  ),
  '--bank <path>': {
    help: 'question file or folder (repeatable; default: PREP_BANK, then your banks)',
    takes: 'file',
    repeatable: true,
  },
  '--json': 'print JSON; never ask, never color',
  '--no-color': 'print without color',
  '--no-pager': 'print long output without a pager',
  '--plain': 'plain lines, no boxes: for screen readers, logs and pipes',
  '-q, --quiet': 'suppress messages on stderr',
} as const satisfies OptionSpecs;

const SECTION_AND_TAG = {
  '--section <name>': many('section', 'only this section'),
  '--tag <name>': many('tag', 'only questions with this tag'),
} as const satisfies OptionSpecs;

const DIFFICULTY_AND_STAR = {
  '--difficulty <level>': oneOf(DIFFICULTIES, 'only this difficulty'),
  '--star': 'only STAR stories',
} as const satisfies OptionSpecs;

const FILTERS = {
  ...SECTION_AND_TAG,
  ...DIFFICULTY_AND_STAR,
  '--due': 'only questions that are due',
  '--new': 'only questions never attempted; these too, with --due or --weak',
  '--weak': 'only questions last rated again or hard, covered below 60%, or forgotten twice',
} as const satisfies OptionSpecs;

const ANSWERING = {
  '--mode <mode>': oneOf(MODES, 'how you answer'),
  '--inline': 'ask below the prompt instead of using the whole window',
} as const satisfies OptionSpecs;

const SESSION = {
  '-n, --count <number>': number('at most this many questions'),
  '--minutes <minutes>': number('as many questions as fit into this time', positive),
  ...ANSWERING,
} as const satisfies OptionSpecs;

const QUESTION_NAME = 'number, id, or the start of an id';
const QUESTION = taking('question', QUESTION_NAME);
const QUESTIONS = taking('question', 'numbers, ids, or starts of ids');
const PLACED = {
  '--section <name>': taking('section', 'section of the question'),
  '--tag <name>': many('tag', 'a tag'),
} as const satisfies OptionSpecs;

/** Of these, a mock that was drawn has its own. */
const NEW_MOCK = ['minutes', 'count', 'section', 'tag', 'difficulty', 'star', 'mode', 'seed'] as const;

const COMMANDS = {
  quiz: {
    summary: 'answer what is due',
    arguments: {
      '[question-or-file...]': taking('question or file', `questions (${QUESTION_NAME}) or question files`),
    },
    options: {
      ...FILTERS,
      ...SESSION,
      '--all': 'all questions, due or not, without daily limits',
      '--cram': 'do not change the schedule',
      '--seed <text>': 'any text; the same text gives the same order',
    },
  },
  drill: {
    summary: "do today's fixed set",
    arguments: { '[name]': taking('drill', 'name of the drill (default: daily)') },
    options: {
      ...SESSION,
      '--answers <file>': taking('file', 'record answers and ratings from JSON lines (- for stdin)'),
      '--check': { help: "exit 1 until today's drill is finished", conflicts: ['answers'] },
      '--list': {
        help: 'list the drills',
        conflicts: ['answers', 'check', 'install', 'count', 'minutes', 'mode'],
      },
      '--install <how>': {
        ...oneOf(['cron', 'systemd', 'launchd'], 'print an entry that runs the check daily'),
        conflicts: ['answers', 'check', 'count', 'minutes', 'mode'],
      },
    },
  },
  mock: {
    summary: 'sit a timed interview',
    options: {
      '--minutes <minutes>': number('length of the interview (default: 45)', upTo(600, positive, ' minutes')),
      '-n, --count <number>': number('how many questions (default: 8)', upTo(100, wholeNumber)),
      ...SECTION_AND_TAG,
      ...DIFFICULTY_AND_STAR,
      ...ANSWERING,
      '--seed <text>': 'any text; the same text draws the same questions',
      '--report <file>': toFile('write the report to a .md or .html file; with --show, of a past mock'),
      '--resume': { help: 'resume your latest unfinished mock', conflicts: NEW_MOCK },
      '--list': { help: 'list your mocks', conflicts: [...NEW_MOCK, 'report', 'resume', 'show'] },
      '--show <id>': {
        ...taking('mock', 'show the report of a mock (1 is the latest)'),
        conflicts: [...NEW_MOCK, 'resume'],
      },
    },
  },
  fill: {
    summary: 'enter your values',
    arguments: { '[name...]': taking('metric or question', 'only these metrics') },
    options: {
      '--set <name=value...>': taking('metric=', 'store values without asking; with --from, NAME=PATH'),
      '--unset <name...>': taking('metric', 'remove values'),
      '--not-measured <name...>': {
        takes: 'metric',
        help: 'mark as not measured; NAME=REASON also stores why',
        conflicts: ['list', 'from', 'sync'],
      },
      '--list': { help: 'show every metric with its value', conflicts: ['set', 'unset'] },
      '--open': 'with --list: only metrics without a value, in the order they are asked',
      '--core': 'only the few metrics that complete the most answers',
      '--section <name>': many('section', 'only metrics cited in this section'),
      '--question <name>': many('question', 'only metrics cited by this question'),
      '--force': 'with --set and --sync: store values even if out of range or contradictory',
      '--from <path>': {
        help: 'read values from a result file, or a folder of them',
        takes: 'file',
        conflicts: ['unset', 'sync'],
      },
      '--unit <unit>': 'with --from: unit of the numbers in the file',
      '--sync': { help: 'reread values from the files they came from', conflicts: ['set', 'unset', 'list'] },
      '--check': 'with --sync: change nothing; exit 1 when a value has changed',
      '--dry-run': 'show what would change; change nothing',
    },
  },
  import: {
    summary: 'import a guide or deck',
    arguments: { '<file-or-folder...>': taking('file', 'files and folders to read') },
    options: {
      '--to <dir>': taking('file', 'write to this folder instead of your own bank'),
      '--section <name>': taking('section', 'put all questions in this section'),
      '--tag <name>': many('tag', 'add a tag to all questions'),
      '--as <format>': taking('shape', 'read the files as this format'),
      '--merge <whose>': oneOf(['theirs', 'ours'], 'which version to keep when both changed'),
      '--only': { help: 'study only these questions', conflicts: ['first'] },
      '--first': 'study them before other banks',
      '--possible': 'accept possible placeholders without asking',
      '--yes': 'accept what prep proposes without asking',
      '--dry-run': 'show what would be written; write nothing',
    },
  },
  add: {
    summary: 'add a question',
    arguments: {
      '[question...]': 'the question (- for stdin: first line the question, the rest the answer)',
    },
    options: {
      '--answer <text>': 'the answer, in Markdown (- for stdin)',
      '--point <text>': { help: 'a key point of the answer (repeatable)', repeatable: true },
      ...PLACED,
    },
  },
  new: {
    summary: 'add one in your editor',
    arguments: { '[question...]': 'the question, if you have it already' },
    options: PLACED,
  },
  edit: { summary: 'edit a question', arguments: { '<question>': QUESTION } },
  answer: {
    summary: 'write your own answer',
    arguments: { '<question>': QUESTION },
    options: {
      '--file <file>': taking('file', 'read the text from a file instead of the editor (- for stdin)'),
      '--restore <number>': {
        ...number('bring back an earlier version, by its number in `prep history`'),
        conflicts: ['file'],
      },
      '--remove': { help: 'go back to the model answer', conflicts: ['file', 'restore'] },
    },
  },
  feedback: {
    summary: 'check an answer',
    arguments: { '<question>': QUESTION },
    options: { '--file <file>': taking('file', 'the text to check (default: stdin)') },
  },
  export: {
    summary: 'export a guide or deck',
    arguments: { '[question...]': taking('question', `only these (${QUESTION_NAME})`) },
    options: {
      ...FILTERS,
      '--format <format>': oneOf(EXPORT_FORMAT_NAMES, 'output format'),
      '--filled': { help: 'with your values (the default)', conflicts: ['open', 'strip'] },
      '--open': { help: 'with placeholders, as written', conflicts: ['strip'] },
      '--strip': 'with blanks for your values, to share',
      '--model': 'use model answers, even where you have your own version',
      '--to <file>': toFile('write to a new file instead of stdout; never overwrites'),
    },
  },
  banks: {
    summary: 'choose what you study',
    arguments: {
      '[action]': oneOf(['add', 'remove', 'order', 'first', 'on', 'off'], 'what to change'),
      '[bank...]': 'paths for add; otherwise names of banks',
    },
  },
  show: { summary: 'read a question', arguments: { '<question>': QUESTION } },
  list: {
    summary: 'list your questions',
    options: {
      ...FILTERS,
      '--unfilled': 'only questions with unfilled placeholders',
      '--matrix': 'show which of your stories fits which question',
      '--gaps': {
        help: 'show which questions lack an answer, key points, values or follow-ups, and counts by topic',
        conflicts: ['matrix'],
      },
    },
  },
  search: {
    summary: 'search your questions',
    arguments: { '<words...>': 'what to search for' },
    options: { '-n, --count <number>': number('print at most this many questions') },
  },
  history: {
    summary: 'compare your attempts',
    arguments: { '[question]': QUESTION },
    options: {
      '--all': 'show every attempt, one below the other',
      '--play <number>': { ...number('play the recording of an attempt'), conflicts: ['all', 'count'] },
      '-n, --count <number>': {
        ...number('print at most this many attempts (default: 2 of a question, or 10)'),
        conflicts: ['all'],
      },
    },
  },
  check: {
    summary: 'check question files',
    arguments: { '[file-or-folder...]': taking('file', 'what to check (default: the banks you study)') },
    options: { '--require-filled': 'count placeholders without a value as errors' },
  },
  plan: {
    summary: 'plan for the interview',
    options: {
      '--until <day>': 'plan for this day instead of the interview date (Dec 18, friday, in 3 weeks)',
      '--days <number>': number(
        `at most this many days, up to ${LONGEST_PLAN_DAYS} (default: until the interview, or 14 days)`,
        upTo(LONGEST_PLAN_DAYS, wholeNumber),
      ),
    },
  },
  stats: {
    summary: 'see your progress',
    options: {
      '--since <when>': 'count from this day (2026-11-01, last monday) or period (30d, 12w)',
      ...SECTION_AND_TAG,
    },
  },
  next: { summary: 'print what to do next' },
  grade: {
    summary: 'record a rating',
    arguments: { '<question>': QUESTION, '<rating>': oneOf(RATINGS, 'how well you recalled it') },
  },
  undo: { summary: 'undo your last step' },
  redo: { summary: 'redo what you undid' },
  suspend: { summary: 'pause questions', arguments: { '<question...>': QUESTIONS } },
  unsuspend: { summary: 'bring questions back', arguments: { '<question...>': QUESTIONS } },
  config: {
    summary: 'change settings',
    arguments: { '[name]': taking('setting', 'setting'), '[value...]': 'new value' },
    options: { '--unset': 'go back to the default' },
  },
  doctor: { summary: 'check this machine' },
  docs: {
    summary: 'read the manual',
    arguments: { '[topic]': taking('topic', 'what to read (default: the list of topics)') },
  },
  backup: {
    summary: 'back up all your data',
    arguments: { '[file]': toFile('the archive to write, or a folder for it') },
  },
  restore: {
    summary: 'restore a backup',
    arguments: {
      '[day-or-file]': taking(
        'backup or file',
        'an archive, or the day of a daily copy (default: the newest readable one)',
      ),
    },
    options: { '--dry-run': 'show what would be lost; change nothing' },
  },
  merge: {
    summary: 'merge two config files',
    arguments: { '<file-or-folder>': taking('file', 'the other config file, or its folder') },
    options: { '--dry-run': 'show what would change; change nothing' },
  },
  completion: {
    summary: 'set up Tab completion',
    arguments: { '<shell>': oneOf(['bash', 'zsh', 'fish', 'powershell'], 'your shell') },
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
          : boolean;

type ValuesOf<Specs> = {
  readonly [Flags in keyof Specs as NameOf<Flags>]?: ValueOf<Flags, Specs[Flags]>;
};

export type GlobalOptions = ValuesOf<typeof GLOBAL>;

export type CommandName = keyof typeof COMMANDS;
export type Input<Name extends CommandName> = GlobalOptions &
  ((typeof COMMANDS)[Name] extends { readonly options: infer Specs } ? ValuesOf<Specs> : unknown);

export type Run<Name extends CommandName> = (
  context: Context,
  args: readonly string[],
  options: Input<Name>,
) => Promise<number>;

const CODE: { readonly [Name in CommandName]: () => Promise<Run<Name>> } = {
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
  next: async () => (await import('./commands/quiz/status.ts')).next,
  grade: async () => (await import('./commands/quiz/entries.ts')).grade,
  undo: async () => (await import('./commands/quiz/entries.ts')).undo,
  redo: async () => (await import('./commands/quiz/entries.ts')).redo,
  suspend: async () => (await import('./commands/quiz/entries.ts')).suspend,
  unsuspend: async () => (await import('./commands/quiz/entries.ts')).unsuspend,
  config: async () => (await import('./commands/settings/config.ts')).config,
  docs: async () => (await import('./commands/settings/docs.ts')).docs,
  doctor: async () => (await import('./commands/settings/doctor.ts')).doctor,
  backup: async () => (await import('./commands/settings/backup.ts')).backup,
  restore: async () => (await import('./commands/settings/backup.ts')).restore,
  merge: async () => (await import('./commands/settings/backup.ts')).merge,
  completion: async () => (await import('./commands/settings/completion.ts')).completion,
};

type Surroundings = {
  readonly version: string;
  readonly makeContext: (options: GlobalOptions) => Context;
  /** For help and version, Commander would open Node's streams, which costs 5 ms. */
  readonly help: {
    readonly show: (text: string, pages: boolean) => Promise<void>;
    readonly columns: () => number;
  };
};

const detailsOf = (spec: OptionSpec): OptionDetails => (typeof spec === 'string' ? { help: spec } : spec);

function addOptions(command: Command, specs: OptionSpecs): void {
  for (const [flags, spec] of Object.entries(specs)) {
    const { help, choices, read = notEmpty, repeatable, conflicts } = detailsOf(spec);
    const option = new Option(flags, help);
    if (choices) option.choices(choices);
    else if (repeatable ?? option.variadic)
      option.argParser<readonly unknown[] | undefined>((value, before = []) => [...before, read(value)]);
    else option.argParser<unknown>(read);
    if (conflicts) option.conflicts([...conflicts]);
    command.addOption(option);
  }
}

type HelpTexts = typeof import('./commands/settings/help.ts');

const summaryOf = (name: CommandName): string => COMMANDS[name].summary;

function addCommand(program: Command, name: CommandName, texts: HelpTexts | undefined): Command {
  const { arguments: words = {}, options = {} }: CommandSpec = COMMANDS[name];
  const command = program.command(name).allowExcessArguments(false);
  if (texts) command.description(texts.aboutCommand(name)).addHelpText('after', texts.examplesOf(name));
  for (const [word, spec] of Object.entries(words)) {
    const { help, choices, read = notEmpty } = detailsOf(spec);
    const argument = new Argument(word, help);
    command.addArgument(choices ? argument.choices(choices) : argument.argParser<unknown>(read));
  }
  addOptions(command, options);
  return command;
}

function newProgram({ version, help }: Surroundings, write: (text: string) => void): Command {
  const program = new Command('prep')
    .version(version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .helpCommand(false);
  addOptions(program, GLOBAL);
  return (
    program
      .configureHelp({ showGlobalOptions: true, minWidthToWrap: 20 })
      .argument('[command]')
      .allowExcessArguments()
      .usage('[options] [command]')
      // Commander's errors become failures, so that all failures read alike.
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

/** The commands that the arguments may mean, or all of them: building fewer starts faster. */
function possible(args: readonly string[]): readonly CommandName[] {
  const named = args.filter(isCommand);
  if (named.length > 0) return [...new Set(named)];
  return args.some((arg) => !arg.startsWith('-') || arg === '-h' || arg === '--help') ? COMMAND_NAMES : [];
}

async function wrongUsage(word: string | undefined, message: string): Promise<Failure> {
  const { unknownCommand, usageFailure } = await import('./commands/settings/help.ts');
  if (word === undefined || word.startsWith('-')) return usageFailure(message, undefined);
  return isCommand(word) ? usageFailure(message, word) : unknownCommand(word, COMMAND_NAMES);
}

export async function runProgram(args: readonly string[], around: Surroundings): Promise<number> {
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
  const texts = args.some((arg) => arg === '-h' || arg === '--help')
    ? await import('./commands/settings/help.ts')
    : undefined;
  if (texts) program.helpInformation = () => texts.programHelp(around.help.columns(), summaryOf);
  program.action(async (word: string | undefined, options: GlobalOptions) => {
    if (word === 'help') {
      const [, named = '-', ...more] = program.args;
      if (!named.startsWith('-') && !isCommand(named)) throw await wrongUsage(named, '');
      code = await runProgram([named, ...more, '--help'], around);
      return;
    }
    // `prep status` means plain `prep`; any other word here is an unknown command.
    if (word !== undefined && word !== 'status') throw await wrongUsage(word, '');
    const { status } = await import('./commands/quiz/status.ts');
    code = await status(makeContext(options), [], options);
  });
  for (const name of possible(args)) {
    const command = addCommand(program, name, texts);
    command.action(async () => {
      const run = await CODE[name]();
      // The type of the options of any command; the table gives each its own.
      const options = command.optsWithGlobals<never>();
      code = await run(makeContext(options), command.args, options);
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
    throw await wrongUsage(program.args[0], error.message);
  }
  return code;
}
