// The flags of what tells how it goes and what to do until the interview.
import { InvalidArgumentError, type Command } from 'commander';
import type { Definition } from '../flags.ts';
import { collect, count } from './options.ts';

/** As far as a plan looks (core/plan.ts, which is too much to load for a flag). */
const MOST_DAYS = 366;

function days(value: string): number {
  const number = count(value);
  if (number > MOST_DAYS) throw new InvalidArgumentError(`It takes at most ${MOST_DAYS}.`);
  return number;
}

/** What is counted. */
const withStats = (command: Command): Command =>
  command
    .option('--since <when>', 'count from a day on (2026-11-01), or the last 30d, 12w')
    .option('--section <name>', 'only this section (repeatable)', collect)
    .option('--tag <name>', 'only questions with this tag (repeatable)', collect);

/** Plans, figures and reports. */
export const PROGRESS: Readonly<Record<string, Definition>> = {
  plan: {
    define: (command) =>
      command
        .description('what to do each day until the interview, and whether you will be ready')
        .option('--until <day>', 'plan towards this day instead of the interview date (YYYY-MM-DD)')
        .option('--days <number>', `at most this many days, up to ${MOST_DAYS} (without a date 14)`, days)
        .option('--ics <file>', 'write the days into a new calendar file (- for stdout)'),
    load: async () => (await import('../commands/plan.ts')).plan,
  },
  stats: {
    define: (command) =>
      withStats(command).description(
        'how it goes: days, what comes due, recall, time, points, numbers cited',
      ),
    load: async () => (await import('../commands/stats.ts')).stats,
  },
  report: {
    define: (command) =>
      withStats(command)
        .description('the same as a page with charts')
        .requiredOption('--html <file>', 'write it to a new file (- for stdout); none is ever overwritten'),
    load: async () => (await import('../commands/report.ts')).report,
  },
  optimize: {
    define: (command) =>
      command
        .description('fit the model of memory to your own reviews')
        .option('--reset', 'go back to the published weights')
        .option('--dry-run', 'show what would come of it, and change nothing'),
    load: async () => (await import('../commands/optimize.ts')).optimize,
  },
};
