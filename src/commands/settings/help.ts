// The text of `prep --help` and `prep COMMAND --help` beyond the table in cli.ts, and what is said of wrong
// usage. Loaded only for these.
import type { CommandName } from '../../cli.ts';
import { Failure } from '../../core/base/problem.ts';
import { slipsOf } from '../../core/base/spelling.ts';
import { literalPattern } from '../../core/base/text.ts';
import { capitalized } from '../../core/base/wording.ts';

/** Every command, by what a person wants to do. */
const GROUPS: readonly (readonly [title: string, commands: readonly CommandName[]])[] = [
  ['Study', ['quiz', 'drill', 'mock', 'undo', 'redo', 'suspend', 'unsuspend']],
  ['Your values', ['fill', 'answer', 'feedback']],
  ['Your questions', ['show', 'list', 'search', 'add', 'new', 'edit', 'import', 'export', 'banks', 'check']],
  ['Progress', ['plan', 'stats', 'history']],
  ['Scripts', ['next', 'grade', 'completion']],
  ['Settings', ['config', 'doctor', 'backup', 'restore', 'merge', 'docs']],
];

/** What replaces the short summary of the table, then examples, each with what it does. */
const HELP: Readonly<Record<CommandName, string>> = {
  quiz: `Ask the questions that are due, then new ones: you answer, compare with the model answer, check each
key point, and rate yourself.
> prep quiz | what is due today
> prep quiz 4 --mode think | one question, answered aloud`,
  drill: `Run today's fixed set of questions. It stays the same all day and resumes where you stopped.
> prep drill | today's session
> prep drill --install cron | print the line for crontab`,
  mock: `Run a timed mock interview. Model answers stay hidden until the review and report at the end.
> prep mock --minutes 20 -n 3 | a short interview
> prep mock --show 1 --report mock.html | the latest report as a page`,
  fill: `Enter the values that your answers cite, or read them from result files.
> prep fill --core | the few that complete the most answers
> prep fill --from results/ | from the files of your tools`,
  import: `Turn guides, cheat sheets, decks and tables into questions of your own.
> prep import guide.md --dry-run | see what would be imported
> prep import guide.md --only | import it, and study nothing else`,
  add: `Add a question of your own. It is asked before other new ones.
> prep add "Why Postgres?" --answer "It has transactions."
> prep add - < question.md | question and answer from a file`,
  new: `Write a question of your own in your editor, from a template.
> prep new "Why Postgres?" --tag databases`,
  edit: `Open a question in your editor, with its answer, key points and follow-ups. For a sample question you get your own copy.
> prep edit 4`,
  answer: `Write your own version of an answer or a story. It is shown beside the model answer; every version is kept.
> prep answer 4 | in your editor
> prep answer 4 --restore 1 | bring back your first version`,
  feedback: `Check a text against a question's key points and values. Nothing is recorded.
> prep feedback 4 --file draft.txt`,
  export: `Write your answers as a guide, a web page, a cheat sheet, an Anki deck, or data.
> prep export --to guide.html | all answers on one page
> prep export --format cheatsheet --to sheet.html`,
  banks: `Show which banks you study, and in which order. Add, remove, reorder, or switch them off.
> prep banks add my-guide.md
> prep banks off shipped | turn the sample bank off`,
  show: `Print one question and its answer, with your values filled in.
> prep show attention-complexity`,
  list: `List your questions in a table.
> prep list --unfilled | questions with values to fill
> prep list --matrix | which story fits which question`,
  search: `Search titles, tags, key points and answers.
> prep search positional encoding`,
  history: `Compare your attempts at a question. Without a question, list your latest attempts.
> prep history 4 | the latest two
> prep history 4 --play 2 | listen to your second attempt`,
  check: `Check question files for mistakes. Exits with 1 if there is an error.
> prep check my-guide.md`,
  plan: `Show what to do each day until the interview, and whether you will be ready.
> prep plan`,
  stats: `Show your progress: study days, upcoming reviews, recall, times, key points, values cited.
> prep stats --since 30d`,
  next: `Print the question most worth answering next.
> prep next`,
  grade: `Record a rating without a session.
> prep grade 4 good`,
  undo: `Undo your last rating, note, suspension, own version, value, or added question. Run it again to go further
back. Settings, edits of files, and imports are not undone.
> prep undo`,
  redo: `Bring back what the last \`prep undo\` undid. Run it again to bring back what was undone before.
> prep redo`,
  suspend: `Stop asking these questions until you bring them back. To delete one of yours, remove its file:
\`rm\` and the path that \`prep show --json\` prints.
> prep suspend 40 41`,
  unsuspend: `Ask suspended questions again.
> prep unsuspend 40`,
  config: `Show all settings, show one, or change one.
> prep config interviewDate 2026-12-15
> prep config retention --unset | back to the default`,
  doctor: `Check what works on this machine, and how to fix what does not.
> prep doctor`,
  backup: `Save all your data in one archive, to keep or to move to another machine.
> prep backup
> prep backup ~/Documents | into that folder`,
  restore: `Go back to a daily copy of your config file, or restore everything from an archive. Current files
that differ are kept.
> prep restore --dry-run | see what would be lost
> prep restore prep-backup-2026-11-27.zip | everything, on this machine or a new one`,
  merge: `Merge the config file from another machine, or a sync conflict copy, into yours, entry by entry. The
later entry wins.
> prep merge config.sync-conflict.json --dry-run | see what differs`,
  docs: `Read the manual in the terminal. Without a topic, list the topics.
> prep docs studying`,
  completion: `Print the script that completes commands in your shell when you press Tab.
> source <(prep completion bash) | in ~/.bashrc`,
};

const partsOf = (name: CommandName): readonly [about: string, ...examples: (readonly string[])[]] => {
  const [about = '', ...examples] = HELP[name].split('\n> ');
  return [about.replaceAll('\n', ' '), ...examples.map((example) => example.split(' | '))];
};

const TITLE = 10;
const NAME = 12;
const CELL = 35;

/** Two commands a line, with the words of the group's title one below the other in front of them. */
function besideTitle(title: string, cells: readonly string[], width: number): readonly string[] {
  const words = title.split(' ');
  return cells.flatMap((cell, at) =>
    at % 2 === 0
      ? [`${(words[at / 2] ?? '').padEnd(TITLE)}${cell.padEnd(width)}${cells[at + 1] ?? ''}`.trimEnd()]
      : [],
  );
}

const OPTIONS = [
  '--home DIR  --bank PATH  --json',
  '  --plain  --quiet  --no-color',
  '--no-pager  --version',
  '  --help (options, examples)',
];

/** `prep --help`, which fits on one screen of 80 × 24. */
export function programHelp(columns: number, summaryOf: (name: CommandName) => string): string {
  const isWide = columns >= TITLE + 2 * CELL;
  const part = (title: string, cells: readonly string[], width = CELL): readonly string[] =>
    isWide ? besideTitle(title, cells, width) : [title, ...cells.map((cell) => `  ${cell.trim()}`)];
  const cellOf = (name: CommandName): string => `${name.padEnd(NAME)}${summaryOf(name)}`;
  const groups = GROUPS.flatMap(([title, names]) => part(title, names.map(cellOf)));
  const gap = isWide ? [''] : [];
  return [
    'Usage: prep [COMMAND] [options]',
    ...gap,
    ...groups,
    ...gap,
    ...part('Options', OPTIONS, 0),
    '',
  ].join('\n');
}

export const aboutCommand = (name: CommandName): string => partsOf(name)[0];

export function examplesOf(name: CommandName): string {
  const [, ...examples] = partsOf(name);
  const width = Math.max(0, ...examples.map(([line = '', does]) => (does === undefined ? 0 : line.length)));
  const lines = examples.map(([line = '', does = '']) => `  ${line.padEnd(width)}  ${does}`.trimEnd());
  return `\n${examples.length === 1 ? 'Example' : 'Examples'}:\n${lines.join('\n')}`;
}

/** Messages of commander (without `error: `) and their replacements. */
const REWORDED: readonly (readonly [RegExp, string])[] = [
  [/^unknown option '(.*)'$/s, 'Unknown option $1.'],
  [/^missing required argument '(.*)'$/s, 'Missing <$1>.'],
  [/^option '(?:-\w, )?(.*)' argument missing$/s, '$1 needs a value.'],
  [/^option '(?:-\w, )?(--[\w-]+)[^']*' argument '(.*)' is invalid\. (.*)$/s, '$1 cannot be "$2". $3'],
  [/^command-argument value '(.*)' is invalid for argument '(.*)'\. (.*)$/s, '<$2> cannot be "$1". $3'],
];

function reworded(complaint: string): string {
  for (const [pattern, sentence] of REWORDED)
    if (pattern.test(complaint)) return complaint.replace(pattern, sentence);
  return capitalized(complaint).replace(/[^.]$/, '$&.');
}

/** From a message such as `error: unknown option '--bnk'\n(Did you mean --bank?)`. */
export function usageFailure(complaint: string, command: CommandName | undefined): Failure {
  const [first = '', meant = ''] = complaint.replace(/^error: /, '').split(/\n(?=\(Did you mean )/);
  const help = `\`${command === undefined ? 'prep' : `prep ${command}`} --help\``;
  const isOption = first.startsWith('unknown option ');
  const hint = isOption ? `${help} lists all options` : `see ${help}`;
  return new Failure('usage', reworded(first), { hint: meant.replace(/^\(D(.*)\)$/s, 'd$1 ') + hint });
}

const MOST_MEANT = 4;

export function unknownCommand(word: string, commands: readonly CommandName[]): Failure {
  const [closest] = slipsOf(word, [...commands, 'help', 'status'], 1);
  const pattern = new RegExp(`\\b${literalPattern(word)}\\b`, 'iu');
  // A whole word of what a command does says more than a name that begins otherwise.
  const about = closest?.[0] === word[0] ? [] : commands.filter((name) => pattern.test(aboutCommand(name)));
  const meant = about.length > 0 || closest === undefined ? about : [closest];
  const names = meant.length > MOST_MEANT ? '' : meant.map((name) => `\`prep ${name}\``).join(', ');
  const [only = ''] = about.length === 1 ? about.map(aboutCommand) : [];
  const said = only.split(/(?<=\.) /).filter((sentence) => pattern.test(sentence));
  const hint = [names === '' ? '' : `did you mean ${names}?`, ...said, '`prep --help` lists all commands'];
  return new Failure('command-unknown', `Unknown command "${word}".`, { hint: hint.join(' ').trim() });
}
