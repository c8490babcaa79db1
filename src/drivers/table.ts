// What a session stands on, and where one question's turn stands: shared by the stages of a turn and by its keys.
import type { Context, Prompts } from '../context.ts';
import type { Bank } from '../core/bank.ts';
import type { Config } from '../core/config.ts';
import type { Calendar, Instant } from '../core/day.ts';
import { citedIn, type Values } from '../core/fill.ts';
import type { Question } from '../core/question.ts';
import type { Schedule, ScheduleParams } from '../core/schedule.ts';
import { renderCard, type Card } from '../screens/card.ts';
import type { Look } from '../screens/frame.ts';
import type { Reveal } from '../screens/reveal.ts';

/** What every turn of a session shares. Config, bank and values change as the user fills, edits and writes. */
export type Table = {
  readonly context: Context;
  readonly prompts: Prompts;
  readonly look: Look;
  readonly mode: 'type' | 'think';
  /** True when ratings leave the schedule alone. */
  readonly cram: boolean;
  readonly calendar: Calendar;
  readonly params: ScheduleParams;
  /** The banks, to read again after an edit. */
  readonly paths: readonly string[];
  config: Config;
  bank: Bank;
  values: Values;
};

export type Turn = {
  readonly table: Table;
  question: Question;
  readonly place: Pick<Card, 'at' | 'of' | 'attempts' | 'again'>;
  readonly schedule: Schedule | undefined;
  /** What was typed; empty when it was said aloud. */
  text: string;
  /** Points as they were ticked last, to go on with after a key. */
  ticked?: readonly (0 | 1)[];
  isRevealed: boolean;
  /** When the question was shown, moved on by the time that was spent on something else. */
  startedAt: Instant;
};

/** Keys of the numbers that the answer itself cites. */
const numbersOf = ({ placeholders }: Question): readonly string[] => [
  ...new Set(placeholders.filter(({ inFollowUp }) => !inFollowUp).map(({ key }) => key)),
];

/** The other side of the card as it is now. */
export function revealOf({ table, question, text }: Turn): Reveal {
  const { values, config } = table;
  const numbers = numbersOf(question);
  const cited = text === '' ? [] : citedIn(text, question, values);
  const own = Object.hasOwn(config.answers, question.id) ? config.answers[question.id]?.own?.text : undefined;
  return {
    question,
    values,
    typed: text,
    cited,
    uncited: numbers.filter((key) => values.has(key) && !cited.includes(key)),
    unfilled: numbers.filter((key) => !values.has(key)).length,
    ...(own ? { own } : {}),
  };
}

/** The card as it is now. */
export function cardOf({ table, question, place }: Turn): string {
  const keys = question.placeholderKeys;
  const unfilled = keys.filter((key) => !table.values.has(key)).length;
  return renderCard({ ...place, question, numbers: keys.length, unfilled }, table.look);
}
