// The flags of what reads and changes nothing.
import type { Definition } from '../flags.ts';
import { count, twoNumbers, withFilters } from './options.ts';

/** Commands that show what there is. */
export const READING: Readonly<Record<string, Definition>> = {
  show: {
    define: (command) =>
      command
        .description('one question with its answer, rendered with your data')
        .argument('<question>', 'number, id or its start'),
    load: async () => (await import('../commands/show.ts')).show,
  },
  list: {
    define: (command) =>
      withFilters(command)
        .description('a table of questions')
        .option('--unfilled', 'only questions with numbers to fill')
        .option('--matrix', 'which of your stories serves which question'),
    load: async () => (await import('../commands/list.ts')).list,
  },
  search: {
    define: (command) =>
      command
        .description('full-text search')
        .argument('<words...>', 'what to look for')
        .option('-n, --count <number>', 'at most this many', count),
    load: async () => (await import('../commands/search.ts')).search,
  },
  history: {
    define: (command) =>
      command
        .description('your attempts at a question, side by side; without one, the latest at all')
        .argument('[question]', 'number, id or its start')
        .option('--all', 'every attempt, one under the other')
        .option('--attempts <numbers>', 'which two to compare, such as 2,5', twoNumbers)
        .option('--play <number>', 'play the recording of an attempt', count)
        .option('--star <number>', 'keep the recording of an attempt, whatever room is needed', count)
        .option('--unstar <number>', 'let it go when room is needed', count)
        .option('--discard <number>', 'delete the recording of an attempt for good, and nothing else', count)
        .option('--export <file>', 'write all attempts to a new Markdown file')
        .option('-n, --count <number>', 'without a question: at most this many', count),
    load: async () => (await import('../commands/history.ts')).history,
  },
  check: {
    define: (command) =>
      command
        .description('lint question files')
        .argument('[file-or-folder...]', 'banks to check (else the loaded ones)')
        .option('--require-filled', 'placeholders without a value are errors'),
    load: async () => (await import('../commands/check.ts')).check,
  },
};
