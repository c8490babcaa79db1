// What a session stands on, and where one question's turn stands: shared by the stages of a turn and by its keys.
import type { Context } from '../context.ts';
import type { Prompts } from '../prompting.ts';
import {
  shownPlaceholders,
  unfilledKeys,
  wantedKeys,
  type Citing,
  type CitingHead,
} from '../core/conditional.ts';
import { decisionOf } from '../core/derive.ts';
import type { Bank } from '../core/bank.ts';
import type { Config, StoredAnswer } from '../core/config.ts';
import type { Calendar, Instant } from '../core/day.ts';
import { citedIn, type Values } from '../core/fill.ts';
import type { Progress } from '../core/progress.ts';
import type { Question, QuestionHead, QuestionId } from '../core/question.ts';
import type { Schedule, ScheduleParams } from '../core/schedule.ts';
import { topicOf } from '../core/coverage.ts';
import { tickedBeforehand } from '../core/ticks.ts';
import { placeIn, ratedIn, step, type Session, type SessionEvent } from '../core/session.ts';
import { renderCard } from '../screens/card.ts';
import type { Look } from '../screens/frame.ts';
import type { Reveal } from '../screens/reveal.ts';
import type { OwnPace } from './own-pace.ts';

/** What every turn of a session shares. It changes as the user rates, fills, edits and writes. */
export type Table = {
  readonly context: Context;
  readonly prompts: Prompts;
  readonly look: Look;
  readonly pace: OwnPace;
  readonly calendar: Calendar;
  readonly params: ScheduleParams;
  /** The banks, to read again after an edit. */
  readonly paths: readonly string[];
  /** Those that the command line named. */
  readonly given: readonly string[];
  readonly progress: Progress;
  session: Session;
  config: Config;
  bank: Bank;
  values: Values;
  /** What is known of each rating, by the id of its entry. */
  readonly ratings: Map<string, Rated>;
  /** True when questions are read aloud; no longer once nothing speaks. */
  voice?: boolean;
  /** True when it is asked beforehand how many points will be covered. */
  readonly predict?: boolean;
  /** Sees each event before it happens, and may change it; undefined refuses it. */
  readonly passing?: (event: SessionEvent) => SessionEvent | undefined;
};

/** Where one question's turn stands, besides what the session knows of it. */
export type Turn = {
  readonly table: Table;
  head: QuestionHead;
  /** The question in full, once it was needed: the card is on screen before its file is read. */
  question: Question | undefined;
  /** When the question was shown, moved on by the time that was spent on something else. */
  startedAt: Instant;
  /** True when its card is still in view although its answer was given. */
  readonly inView?: boolean;
  /** Its place from 1, where that is not its place in the session. */
  readonly place?: { readonly at: number; readonly of: number };
  /** True once the question was read aloud and a prediction was asked for, as far as either is wanted. */
  isPrepared?: boolean;
  /** Share of the points, 0–1, that the person expects to cover. */
  predicted?: number | undefined;
};

/** A turn whose question was read. */
export type OpenTurn = Turn & { question: Question };

/** Reads the question of a turn, once. Fails with `Failure` when its file no longer has it. */
export async function opened(turn: Turn): Promise<OpenTurn> {
  const question = turn.question ?? (await turn.table.context.banks.question(turn.head));
  return Object.assign(turn, { question });
}

/** A rating, and what it rests on, as the summary tells it. */
export type Rated = {
  readonly question: Question;
  readonly missed: readonly string[];
  /** Numbers that have a value and were not cited, as shown. */
  readonly uncited: readonly string[];
  /** The schedule after it, and the latest typed answer before it, for an undo. */
  readonly schedule: Schedule;
  readonly latest: StoredAnswer['latest'];
};

/** Why an event does not happen where `passing` refuses it. */
export const NOT_HERE = 'that is not done here';

/**
 * Lets an event happen: what comes out of it is on disk when this returns, before anything else is shown.
 * @returns why the event does not fit, or undefined
 */
export function happen(table: Table, event: SessionEvent): string | undefined {
  const passed = table.passing ? table.passing(event) : event;
  if (!passed) return NOT_HERE;
  const { session, entries, refused } = step(table.session, passed);
  if (entries.length > 0) table.context.journal.append(entries);
  table.session = session;
  return refused;
}

/** The schedule of a question as it is now, ratings of this session included. */
export function scheduleOf(
  { session, ratings, progress }: Table,
  question: QuestionId,
): Schedule | undefined {
  const last = session.cram ? undefined : ratedIn(session).findLast((entry) => entry.question === question);
  return (last && ratings.get(last.id)?.schedule) ?? progress.schedules.get(question);
}

/** Keys of the numbers in the words of the answer that are shown, those that were not measured left out. */
export const numbersOf = (question: Citing, values: Values): readonly string[] => {
  const shown = shownPlaceholders(question, (condition) => decisionOf(condition, values));
  const keys = shown.filter(({ inFollowUp }) => !inFollowUp).map(({ key }) => key);
  return [...new Set(keys)].filter((key) => values.get(key)?.origin !== 'notMeasured');
};

/** The numbers of a question, those of its follow-ups among them, and how many have no value: what the key `f` asks for. */
export const openNumbersOf = (
  head: CitingHead,
  values: Values,
): { readonly numbers: number; readonly unfilled: number } => ({
  numbers: wantedKeys(head, values).length,
  unfilled: unfilledKeys(head, values).length,
});

/** The other side of the card as it is now, but for the user's own version. */
export function revealOf({ table, question }: OpenTurn): Reveal {
  const { values } = table;
  const { text } = table.session.turn;
  const numbers = numbersOf(question, values);
  const cited = text === '' ? [] : citedIn(text, question, values);
  const { transcribed } = table.session.turn.said;
  return {
    question,
    values,
    typed: text,
    ...(transcribed && { isHeard: true }),
    places: tickedBeforehand(question, text).flatMap(({ places }) => places),
    topic: topicOf(text, question),
    cited,
    uncited: numbers.filter((key) => values.has(key) && !cited.includes(key)),
    ...openNumbersOf(question, values),
  };
}

/** The card as it is now. `asked`: what is asked beyond the title, rendered. */
export function cardOf({ table, head, place }: Turn, asked?: string): string {
  const { session, progress, values, look } = table;
  const before = progress.seen.get(head.id)?.attempts ?? 0;
  const here = ratedIn(session).filter((entry) => entry.question === head.id).length;
  return renderCard(
    {
      ...(place ?? placeIn(session)),
      question: head,
      ...(asked !== undefined && { asked }),
      attempts: before + here,
      again: session.current?.again ?? false,
      ...openNumbersOf(head, values),
      followUps: head.followUps,
    },
    look,
  );
}
