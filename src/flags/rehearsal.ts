// The flags of what is rehearsed out loud.
import { InvalidArgumentError, Option } from 'commander';
import type { Definition } from '../flags.ts';
import { collect, count, positive } from './options.ts';

const MOST_QUESTIONS = 100;
const MOST_MINUTES = 600;

function questions(value: string): number {
  const number = count(value);
  if (number > MOST_QUESTIONS) throw new InvalidArgumentError(`It takes at most ${MOST_QUESTIONS}.`);
  return number;
}

function minutes(value: string): number {
  const number = positive(value);
  if (number > MOST_MINUTES) throw new InvalidArgumentError(`It takes at most ${MOST_MINUTES} minutes.`);
  return number;
}

/** Rehearsals. */
export const REHEARSAL: Readonly<Record<string, Definition>> = {
  mock: {
    define: (command) =>
      command
        .description('a timed mock interview, with a report at the end')
        .option('--minutes <minutes>', 'time of the interview (45)', minutes)
        .option('-n, --count <number>', 'how many questions (8)', questions)
        .option('--section <name>', 'only this section (repeatable)', collect)
        .option('--tag <name>', 'only questions with this tag (repeatable)', collect)
        .addOption(
          new Option('--difficulty <level>', 'only this difficulty').choices(['easy', 'medium', 'hard']),
        )
        .addOption(new Option('--mode <mode>', 'how you answer').choices(['type', 'think', 'speak']))
        .option('--study', 'check each answer at once, and follow up what was missed')
        .option('--voice', 'read the questions aloud')
        .option('--no-predict', 'do not ask beforehand how many points you will cover')
        .option('--seed <text>', 'questions that can be drawn again')
        .option('--report <file>', 'write the report to a file that ends in .md or .html')
        .option('--resume [id]', 'go on with an unfinished mock')
        .option('--list', 'list the mocks that there are')
        .option('--show <id>', 'the report of a mock (1 is the latest)')
        .option('--compare [ids...]', 'two mocks side by side (the latest two)'),
    load: async () => (await import('../commands/mock.ts')).mock,
  },
};
