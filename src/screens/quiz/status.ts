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
  readonly interviewText?: string | undefined;
  readonly waiting?: { readonly stands: string } | undefined;
  readonly vacationUntil?: Day | undefined;
  readonly next: NextStep;
};

const LABEL_WIDTH = 11;

const phrases = (...parts: readonly (string | false)[]): string => parts.filter(Boolean).join(', ');

function interview({ interviewDate, daysLeft, interviewText }: Status): string | undefined {
  if (interviewText !== undefined) return interviewText;
  if (interviewDate === undefined || daysLeft === undefined) return undefined;
  return `${interviewDate}, in ${countOf(daysLeft, 'day')}`;
}

function backlog({ held, areReviewsOff }: Status): string | undefined {
  if (held === 0) return undefined;
  const are = held === 1 ? 'is' : 'are';
  return areReviewsOff
    ? `${held} ${are} due, and new ones wait; reviewsPerDay is 0`
    : `${held} more ${are} due, for later days; new ones wait until then`;
}

export function renderStatus(status: Status, columns: number, style: Theme): string {
  const { due, new: fresh, reviewedToday, learning, vacationUntil, streakDays, waiting } = status;
  const { questions, drafts, suspended, unfilled } = status;
  const rows: readonly (readonly [label: string, text: string | undefined])[] = [
    [
      'Today',
      phrases(
        `${due} due`,
        `${fresh} new`,
        `${reviewedToday} done`,
        learning > 0 && `${learning} not recalled yet`,
      ),
    ],
    ['Backlog', backlog(status)],
    ['Vacation', vacationUntil && `until ${vacationUntil}; nothing has to be done before`],
    ['Streak', streakDays > 0 ? countOf(streakDays, 'day') : undefined],
    ['Interview', interview(status)],
    ['Mock', waiting && `unfinished, ${waiting.stands} (prep mock --resume)`],
    [
      'Bank',
      phrases(
        countOf(questions, 'question'),
        drafts > 0 && countOf(drafts, 'draft'),
        suspended > 0 && `${suspended} suspended`,
      ),
    ],
    ['Numbers', unfilled === 0 ? 'all filled' : `${unfilled} to fill`],
  ];
  const lines = rows.flatMap(([label, text]) =>
    text === undefined ? [] : [hangText(style.dim(label.padEnd(LABEL_WIDTH)), text, columns)],
  );
  const { sentence, command } = status.next;
  const next = hangText(`${style.symbols.arrow} `, sentence, columns);
  return `${lines.join('\n')}\n\n${next}\n  ${style.key(command)}\n`;
}
