// The flags of what is done every day.
import { Option } from 'commander';
import type { Definition } from '../flags.ts';
import { withFilters, withSession } from './options.ts';

/** Sessions. */
export const STUDY: Readonly<Record<string, Definition>> = {
  quiz: {
    define: (command) =>
      withSession(withFilters(command))
        .description('study: recall, reveal, check point by point, rate')
        .argument('[question-or-file...]', 'questions (number, id or its start) or question files')
        .option('--all', 'all questions, whether due or not, without daily limits')
        .option('--cram', 'leave the schedule alone')
        .option('--seed <text>', 'order that can be repeated'),
    load: async () => (await import('../commands/quiz.ts')).quiz,
  },
  drill: {
    define: (command) =>
      withSession(command)
        .description('the scripted session of the day: same day, same questions')
        .argument('[name]', 'name of the drill', 'daily')
        .option('--answers <file>', 'take answers and ratings from JSON lines (- for stdin)')
        .option('--check', 'exit 1 while the drill of the day is unfinished')
        .option('--notify', 'with --check or --install: a notification of the desktop while it is unfinished')
        .option('--list', 'list the drills')
        .addOption(
          new Option('--install <how>', 'print the entry that runs it daily').choices([
            'cron',
            'systemd',
            'launchd',
          ]),
        ),
    load: async () => (await import('../commands/drill.ts')).drill,
  },
};
