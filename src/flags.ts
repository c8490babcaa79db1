// The flags of every command, as commander wants them. A command's code is imported when it runs.
import { InvalidArgumentError, Option, type Command } from 'commander';
import type { Context } from './context.ts';

/** Options that every command takes. */
export type GlobalOptions = {
  readonly home?: string;
  readonly bank?: readonly string[];
  readonly json?: boolean;
  /** False for `--no-color`. */
  readonly color: boolean;
  readonly plain?: boolean;
  readonly quiet?: boolean;
};

/** A command: it reads, decides, shows, writes, and returns its exit code. */
export type Run = (context: Context, args: readonly string[], options: never) => Promise<number>;
/** What commander is told of a command, and where its code is. */
export type Definition = {
  readonly define: (command: Command) => Command;
  readonly load: () => Promise<Run>;
};

/** Collects the values of a repeatable option. */
export const collect = (value: string, before: readonly string[] | undefined): readonly string[] => [
  ...(before ?? []),
  value,
];

/** A whole number of at least one; fails as commander wants it. */
function count(value: string): number {
  if (!/^\d{1,6}$/.test(value) || Number(value) < 1)
    throw new InvalidArgumentError('It takes a whole number from 1.');
  return Number(value);
}

/** A positive number. */
function positive(value: string): number {
  const number = value.trim() === '' ? NaN : Number(value);
  if (!Number.isFinite(number) || number <= 0) throw new InvalidArgumentError('It takes a number above 0.');
  return number;
}

/** The filters that choose questions, the same wherever questions are chosen. */
const withFilters = (command: Command): Command =>
  command
    .option('--section <name>', 'only this section (repeatable)', collect)
    .option('--tag <name>', 'only questions with this tag (repeatable)', collect)
    .addOption(new Option('--difficulty <level>', 'only this difficulty').choices(['easy', 'medium', 'hard']))
    .option('--due', 'only questions that are due')
    .option('--new', 'only questions never attempted')
    .option('--weak', 'only questions that went badly')
    .option('--star', 'only STAR stories');

const withSession = (command: Command): Command =>
  command
    .option('-n, --count <number>', 'at most this many questions', count)
    .option('--minutes <minutes>', 'as many questions as fit into this time', positive)
    .addOption(new Option('--mode <mode>', 'how you answer').choices(['type', 'think']));

/** What `export` can write: those that drivers/export-formats.ts knows. */
const EXPORT_FORMATS = ['md', 'html', 'cheatsheet', 'csv', 'json'];

/** Every command, in the order of the help. */
export const DEFINITIONS: Readonly<Record<string, Definition>> = {
  quiz: {
    define: (command) =>
      withSession(withFilters(command))
        .description('study: recall, reveal, check point by point, rate')
        .argument('[question-or-file...]', 'questions (number, id or its start) or question files')
        .option('--all', 'all questions, whether due or not, without daily limits')
        .option('--cram', 'leave the schedule alone')
        .option('--seed <text>', 'order that can be repeated'),
    load: async () => (await import('./commands/quiz.ts')).quiz,
  },
  drill: {
    define: (command) =>
      withSession(command)
        .description('the scripted session of the day: same day, same questions')
        .argument('[name]', 'name of the drill', 'daily')
        .option('--answers <file>', 'take answers and ratings from JSON lines (- for stdin)')
        .option('--check', 'exit 1 while the drill of the day is unfinished')
        .option('--list', 'list the drills')
        .addOption(
          new Option('--install <how>', 'print the entry that runs it daily').choices([
            'cron',
            'systemd',
            'launchd',
          ]),
        ),
    load: async () => (await import('./commands/drill.ts')).drill,
  },
  fill: {
    define: (command) =>
      command
        .description('enter the numbers that your answers cite')
        .argument('[name...]', 'only these metrics')
        .option('--set <name=value...>', 'store values without asking; with --from, NAME=PATH')
        .option('--unset <name...>', 'remove values')
        .option('--list', 'show every metric with its value')
        .addOption(
          new Option('--from <path>', 'take values from a result file, or a folder of them').conflicts([
            'unset',
            'sync',
            'export',
            'import',
          ]),
        )
        .option('--unit <unit>', 'with --from: what the numbers of the file are in')
        .addOption(
          new Option('--sync', 'read all bound files again').conflicts([
            'set',
            'unset',
            'list',
            'export',
            'import',
          ]),
        )
        .option('--check', 'with --sync: change nothing, exit 1 when a value has changed')
        .addOption(
          new Option(
            '--export [file]',
            'write your values to a file (CSV by its name, else JSON), or to stdout',
          ).conflicts(['set', 'unset', 'list', 'import']),
        )
        .addOption(
          new Option('--import <file>', 'take values from such a file').conflicts(['set', 'unset', 'list']),
        )
        .addOption(new Option('--format <format>', 'with --export and --import').choices(['json', 'csv']))
        .option('--replace', 'with --import: also where you have another value')
        .option('--dry-run', 'show what would change, and change nothing'),
    load: async () => (await import('./commands/fill.ts')).fill,
  },
  show: {
    define: (command) =>
      command
        .description('one question with its answer, rendered with your data')
        .argument('<question>', 'number, id or its start'),
    load: async () => (await import('./commands/show.ts')).show,
  },
  list: {
    define: (command) =>
      withFilters(command)
        .description('a table of questions')
        .option('--unfilled', 'only questions with numbers to fill'),
    load: async () => (await import('./commands/list.ts')).list,
  },
  search: {
    define: (command) =>
      command
        .description('full-text search')
        .argument('<words...>', 'what to look for')
        .option('-n, --count <number>', 'at most this many', count),
    load: async () => (await import('./commands/search.ts')).search,
  },
  export: {
    define: (command) =>
      withFilters(command)
        .description('take the answers out: as a guide, a page, a sheet of your numbers, or data')
        .argument('[question...]', 'only these (number, id or its start)')
        .addOption(new Option('--format <format>', 'what to write').choices(EXPORT_FORMATS))
        .option('--filled', 'with your values (the default)')
        .option('--open', 'with placeholders as they are written')
        .option('--strip', 'with gaps for your values, for giving away')
        .option('--model', 'the model answers, where you have versions of your own, too')
        .option('--to <file>', 'write to a new file; none is ever overwritten'),
    load: async () => (await import('./commands/export.ts')).exportQuestions,
  },
  answer: {
    define: (command) =>
      command
        .description('write your own version of an answer')
        .argument('<question>', 'number, id or its start')
        .option('--file <file>', 'take the text from a file instead of the editor (- for stdin)')
        .option('--remove', 'go back to the model answer'),
    load: async () => (await import('./commands/answer.ts')).answer,
  },
  history: {
    define: (command) =>
      command.description('your attempts at a question').argument('<question>', 'number, id or its start'),
    load: async () => (await import('./commands/history.ts')).history,
  },
  next: {
    define: (command) => command.description('the one question to do next'),
    load: async () => (await import('./commands/next.ts')).next,
  },
  grade: {
    define: (command) =>
      command
        .description('record a rating without a session')
        .argument('<question>', 'number, id or its start')
        .addArgument(
          command.createArgument('<rating>', 'how it went').choices(['again', 'hard', 'good', 'easy']),
        ),
    load: async () => (await import('./commands/grade.ts')).grade,
  },
  undo: {
    define: (command) => command.description('take back the latest rating, suspension or note'),
    load: async () => (await import('./commands/undo.ts')).undo,
  },
  suspend: {
    define: (command) =>
      command
        .description('take a question out of the queue')
        .argument('<question>', 'number, id or its start'),
    load: async () => (await import('./commands/suspend.ts')).suspend,
  },
  unsuspend: {
    define: (command) =>
      command
        .description('put a question back into the queue')
        .argument('<question>', 'number, id or its start'),
    load: async () => (await import('./commands/suspend.ts')).unsuspend,
  },
  check: {
    define: (command) =>
      command
        .description('lint question files')
        .argument('[file-or-folder...]', 'banks to check (else the loaded ones)')
        .option('--require-filled', 'placeholders without a value are errors'),
    load: async () => (await import('./commands/check.ts')).check,
  },
  config: {
    define: (command) =>
      command
        .description('settings: show all, show one, change one')
        .argument('[name]', 'setting, or "banks"')
        .argument('[value...]', 'its new value')
        .option('--unset', 'back to the default'),
    load: async () => (await import('./commands/config.ts')).config,
  },
  doctor: {
    define: (command) => command.description('what works on this machine, and how to get the rest'),
    load: async () => (await import('./commands/doctor.ts')).doctor,
  },
  restore: {
    define: (command) =>
      command
        .description('go back to a backup of the config file; the present one is kept aside')
        .argument('[day]', 'the backup to take (else the newest sound one)')
        .option('--list', 'list the backups'),
    load: async () => (await import('./commands/restore.ts')).restore,
  },
  completion: {
    define: (command) =>
      command
        .description('print the completion script of a shell')
        .addArgument(
          command.createArgument('<shell>', 'your shell').choices(['bash', 'zsh', 'fish', 'powershell']),
        ),
    // The program answers this one itself, as only it knows the whole tree.
    load: () => Promise.reject(new Error('unreachable')),
  },
};

/** Names of all commands, in the order of the help. */
export const COMMAND_NAMES: readonly string[] = Object.keys(DEFINITIONS);
