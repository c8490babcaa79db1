import { countOf, shellWord } from '../base/wording.ts';
import { LAST_LOOK } from '../schedule/days-off.ts';
import type { Work } from '../schedule/queue.ts';

export type NextStep = { readonly sentence: string; readonly command: string };

/** Without the banks of the command line, the command would act on other questions. */
export const commandFor = (command: string, banks: readonly string[]): string =>
  [command, ...banks.map((bank) => `--bank ${shellWord(bank)}`)].join(' ');

export const withBanks = ({ sentence, command }: NextStep, banks: readonly string[]): NextStep => ({
  sentence,
  command: commandFor(command, banks),
});

const step = (sentence: string, command: string): NextStep => ({ sentence, command });

const are = (count: number, noun: string): string => `${countOf(count, noun)} ${count === 1 ? 'is' : 'are'}`;

/**
 * Reviews come before new questions, because forgetting does not pause; values come next, because answers
 * without them are worth half. On the interview day nothing new is learned.
 * @param unfilled cited keys without a value
 * @param nextIn time until the next question is due, in words
 */
export function nextStep(
  work: Work,
  unfilled: number,
  attempted: boolean,
  nextIn: string | undefined,
  around: {
    readonly isInterviewDay?: boolean;
    readonly isVacation?: boolean;
    readonly hasMock?: boolean;
    readonly isShipped?: boolean;
  } = {},
): NextStep {
  if (work.questions === 0) return step('No questions yet. Import a guide of your own.', 'prep import FILE');
  if (work.suspended === work.questions)
    return step('All questions are suspended; bring some back.', 'prep unsuspend QUESTION');
  if (around.isInterviewDay)
    return step('Review what you like; what is due can wait, and the schedule does not change.', LAST_LOOK);
  if (!attempted) {
    const about =
      'These questions are about a Transformer and a VL-JEPA project. Run `prep import FILE` to bring your own.';
    return step(around.isShipped ? about : 'Start with the first questions.', 'prep quiz');
  }
  const open = [
    ...(work.due > 0 ? [`${are(work.due, 'question')} due`] : []),
    ...(work.new > 0 ? [`${are(work.new, 'new question')} left for today`] : []),
  ];
  const wait = around.isVacation ? ', which can wait until after your vacation' : '';
  if (open.length > 0) return step(`${open.join(', and ')}${wait}.`, 'prep quiz');
  if (around.hasMock)
    return step("Today's questions are done; you have an unfinished mock.", 'prep mock --resume');
  const done = "Today's questions are done";
  if (unfilled > 0)
    return step(`${done}; ${are(unfilled, 'value')} still missing from your answers.`, 'prep fill');
  const when = nextIn === undefined ? '' : ` The next question is due in ${nextIn}.`;
  return step(`${done}.${when}`, 'prep quiz --weak');
}

/**
 * Missing values come before new questions, while the person still knows where they belong. Without a period:
 * the command follows on the same line.
 */
export function stepAfterSession(work: Work, missing: number, nextDue: string | undefined): NextStep {
  const left = work.new > 0 ? `, and ${are(work.new, 'new question')} left` : '';
  if (work.due > 0) return step(`${are(work.due, 'question')} still due today${left}`, 'prep quiz');
  if (missing > 0) return step(`${are(missing, 'value')} missing from these answers${left}`, 'prep fill');
  if (work.new > 0) return step(`${are(work.new, 'new question')} left for today`, 'prep quiz');
  if (nextDue === undefined) return step('Nothing is due', 'prep quiz --all');
  return step(`Done for today; the next question is due on ${nextDue}`, 'prep');
}

export const stepInDrill = (left: number, name: string): NextStep =>
  step(`${are(left, 'question')} left in today's drill`, `prep drill ${name}`);
