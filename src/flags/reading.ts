// The flags of what reads and changes nothing.
import type { Definition } from '../flags.ts';
import { count, withFilters } from './options.ts';

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
        .option('--unfilled', 'only questions with numbers to fill'),
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
      command.description('your attempts at a question').argument('<question>', 'number, id or its start'),
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
