// Where the user stands, in ten lines.
import type { Day } from '../../core/base/day.ts';
import { countOf } from '../../core/base/wording.ts';
import type { NextStep } from '../../core/quiz/next-step.ts';
import type { Work } from '../../core/schedule/queue.ts';
import type { Theme } from '../ui/theme.ts';
import { hangText } from '../ui/width.ts';

export type Status = Work & {
  readonly unfilled: number;
  readonly interviewDate: Day | undefined;
  readonly daysLeft: number | undefined;
  /** What the eve and the day of the interview are for, or what to do about a day that is over. */
  readonly interviewText?: string | undefined;
  /** The latest mock that can be gone on with. */
  readonly waiting?: { readonly stands: string } | undefined;
  /** The last of the days off that today is one of. */
  readonly vacationUntil?: Day | undefined;
  readonly next: NextStep;
};

const LABEL_WIDTH = 11;

function today({ due, new: fresh, reviewedToday, learning }: Status): string {
  return [
    `${due} due`,
    `${fresh} new`,
    `${reviewedToday} done`,
    ...(learning > 0 ? [`${learning} not recalled yet`] : []),
  ].join(', ');
}

const backlog = ({ held, areReviewsOff }: Status): string =>
  areReviewsOff
    ? `${held} ${held === 1 ? 'is' : 'are'} due, and new ones wait; reviewsPerDay is 0`
    : `${held} more ${held === 1 ? 'is' : 'are'} due, for later days; new ones wait until then`;

function interview({ interviewDate, daysLeft, interviewText }: Status): string | undefined {
  if (interviewText !== undefined) return interviewText;
  if (interviewDate === undefined || daysLeft === undefined) return undefined;
  return `${interviewDate}, in ${countOf(daysLeft, 'day')}`;
}

function bank({ questions, drafts, suspended }: Status): string {
  return [
    countOf(questions, 'question'),
    ...(drafts > 0 ? [countOf(drafts, 'draft')] : []),
    ...(suspended > 0 ? [`${suspended} suspended`] : []),
  ].join(', ');
}

/** The status, `columns` wide, ending with the next thing to do. */
export function renderStatus(status: Status, columns: number, style: Theme): string {
  const date = interview(status);
  const rows: readonly (readonly [string, string])[] = [
    ['Today', today(status)],
    ...(status.held > 0 ? [['Backlog', backlog(status)] as const] : []),
    ...(status.vacationUntil === undefined
      ? []
      : [['Vacation', `until ${status.vacationUntil}; nothing has to be done before`] as const]),
    ...(status.streakDays > 0 ? [['Streak', countOf(status.streakDays, 'day')] as const] : []),
    ...(date === undefined ? [] : [['Interview', date] as const]),
    ...(status.waiting === undefined
      ? []
      : [['Mock', `unfinished, ${status.waiting.stands} (prep mock --resume)`] as const]),
    ['Bank', bank(status)],
    ['Numbers', status.unfilled === 0 ? 'all filled' : `${status.unfilled} to fill`],
  ];
  const lines = rows.map(([label, text]) => hangText(style.dim(label.padEnd(LABEL_WIDTH)), text, columns));
  const { sentence, command } = status.next;
  const next = hangText(`${style.symbols.arrow} `, sentence, columns);
  return `${lines.join('\n')}\n\n${next}\n  ${style.key(command)}\n`;
}
