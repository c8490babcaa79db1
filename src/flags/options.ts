// Options that several commands share, and how their values are read. Fails as commander wants it.
import { InvalidArgumentError, Option, type Command } from 'commander';

/** Collects the values of a repeatable option. */
export const collect = (value: string, before: readonly string[] | undefined): readonly string[] => [
  ...(before ?? []),
  value,
];

/** A whole number of at least one; fails as commander wants it. */
export function count(value: string): number {
  if (!/^\d{1,6}$/.test(value) || Number(value) < 1)
    throw new InvalidArgumentError('It takes a whole number from 1.');
  return Number(value);
}

/** Two different whole numbers from one, with a comma between them. */
export function twoNumbers(value: string): readonly [number, number] {
  const [first, second, ...more] = value.split(',');
  if (first === undefined || second === undefined || more.length > 0)
    throw new InvalidArgumentError('It takes two numbers, such as 2,5.');
  const numbers = [count(first.trim()), count(second.trim())] as const;
  if (numbers[0] === numbers[1])
    throw new InvalidArgumentError('It takes two different numbers, such as 2,5.');
  return numbers;
}

/** A positive number. */
export function positive(value: string): number {
  const number = value.trim() === '' ? NaN : Number(value);
  if (!Number.isFinite(number) || number <= 0) throw new InvalidArgumentError('It takes a number above 0.');
  return number;
}

/** The filters that choose questions, the same wherever questions are chosen. */
export const withFilters = (command: Command): Command =>
  command
    .option('--section <name>', 'only this section (repeatable)', collect)
    .option('--tag <name>', 'only questions with this tag (repeatable)', collect)
    .addOption(new Option('--difficulty <level>', 'only this difficulty').choices(['easy', 'medium', 'hard']))
    .option('--due', 'only questions that are due')
    .option('--new', 'only questions never attempted')
    .option('--weak', 'only questions that went badly')
    .option('--star', 'only STAR stories');

export const withSession = (command: Command): Command =>
  command
    .option('-n, --count <number>', 'at most this many questions', count)
    .option('--minutes <minutes>', 'as many questions as fit into this time', positive)
    .addOption(new Option('--mode <mode>', 'how you answer').choices(['type', 'think', 'speak']))
    .option('--voice', 'read the questions aloud')
    .option('--predict', 'ask beforehand how many points you will cover');
