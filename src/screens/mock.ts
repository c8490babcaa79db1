// A mock interview on the screen while it is held: how it begins, the clock of the whole, follow-ups, its keys, its end.
// Nothing of a model answer is in any of it, save in the follow-ups once the interview is over.
import { MINUTE_MS } from '../core/day.ts';
import type { Mock, MockEnd } from '../core/mock.ts';
import type { QuestionHead } from '../core/question.ts';
import { countOf, elapsedText } from '../core/wording.ts';
import { labelOf } from './card.ts';
import { facts, innerColumns, inset, paragraph, rule, type Look } from './frame.ts';
import { renderMarkdown } from './markdown.ts';
import { clean, oneLine, wrapText } from './width.ts';

/** Minutes with a digit behind the point where there is one. */
export const minutesText = (ms: number): string => `${Number((ms / MINUTE_MS).toFixed(1))} min`;

/** `31:07 left`, rounded up, so that it is over when it says 0:00. */
const leftText = (leftMs: number): string => `${elapsedText(Math.ceil(leftMs / 1000) * 1000)} left`;

/** `31:07 left`; what to do once it is over. */
export function timeLeftText(leftMs: number, { theme }: Look): string {
  if (leftMs <= 0) return theme.bad('the time is over: finish this answer');
  const text = leftText(leftMs);
  return leftMs <= 5 * MINUTE_MS ? theme.warn(text) : theme.dim(text);
}

export type MockStart = {
  readonly mock: Pick<Mock, 'questions' | 'budgetMs' | 'study' | 'usedMs' | 'turns'>;
  /** Time that the questions take when each takes its target, ms. */
  readonly plannedMs: number;
  /** How many questions were wanted, and why there are fewer. */
  readonly wanted: number;
  readonly short?: 'bank' | 'time' | undefined;
};

const SHORT: Readonly<Record<'bank' | 'time', string>> = {
  bank: 'Nothing more that is asked for is in the bank.',
  time: 'More would not fit the time.',
};

const REAL = 'No model answer and no points until the end, as in an interview.';
const STUDY = 'Each answer is checked at once, then followed up where something was missed.';

/** What awaits the person. */
export function renderMockStart({ mock, plannedMs, wanted, short }: MockStart, look: Look): string {
  const { questions, budgetMs, study } = mock;
  const { theme } = look;
  const about = [
    countOf(questions.length, 'question'),
    `about ${minutesText(plannedMs)} of ${minutesText(budgetMs)}`,
    study ? 'study mode' : '',
  ];
  const fewer =
    short === undefined
      ? []
      : [
          paragraph(
            theme.warn(`${questions.length} of the ${wanted} questions wanted. ${SHORT[short]}`),
            look,
          ),
        ];
  const keys = `${theme.key('?')} help, ${theme.key('s')} skips a question, ${theme.key('q')} pauses: the clock stands still, and prep mock --resume goes on.`;
  return [
    rule('Mock interview', '', look),
    facts(about, look),
    ...fewer,
    ...(look.plain ? [] : ['']),
    paragraph(study ? STUDY : REAL, look),
    paragraph(keys, look),
    ...(look.plain ? [] : ['']),
  ].join('\n');
}

/** Where a mock is gone on with. */
export function renderMockResumed(mock: Mock, look: Look): string {
  const { turns, questions, budgetMs, usedMs, phase } = mock;
  // A follow-up alone does not tell what it follows.
  const asked = phase === 'followed' ? turns.at(-1)?.question : undefined;
  const title = questions.find(({ question }) => question === asked)?.title;
  const left = Math.max(0, budgetMs - usedMs);
  const done = turns.filter(({ answer, skipped }) => answer !== undefined || skipped !== undefined).length;
  return [
    rule('Mock interview, gone on with', '', look),
    facts([`${done} of ${countOf(questions.length, 'question')} done`, leftText(left)], look),
    ...(title === undefined ? [] : [paragraph(look.theme.title(oneLine(title)), look)]),
    ...(look.plain ? [] : ['']),
  ].join('\n');
}

const markdown = (text: string, look: Look): string =>
  inset(renderMarkdown(text, { columns: innerColumns(look), theme: look.theme }).replace(/\s+$/, ''), look);

/** A follow-up as it is asked, without a final newline. */
export function renderFollowUpCard(
  text: string,
  head: Pick<QuestionHead, 'id' | 'number'>,
  look: Look,
): string {
  const gap = look.plain ? [] : [''];
  return [
    ...(look.plain ? [''] : []),
    rule('Follow-up', labelOf(head), look),
    ...gap,
    look.theme.title(markdown(text, look)),
    ...gap,
  ].join('\n');
}

/** A follow-up that was asked: what was said, and what could have been said. */
export type ShownFollowUp = {
  readonly text: string;
  readonly skipped?: true;
  readonly answer?: { readonly text: string };
  readonly model?: string;
};

/** The follow-ups of a question once the interview is over. */
export function renderFollowUps(followUps: readonly ShownFollowUp[], look: Look): string {
  const { theme } = look;
  const parts = followUps.flatMap(({ text, answer, model, skipped }) => [
    theme.strong(markdown(text, look)),
    ...(answer && answer.text !== ''
      ? [inset(wrapText(theme.dim(`You: ${clean(answer.text)}`), innerColumns(look)), look)]
      : []),
    ...(skipped ? [paragraph(theme.dim('You skipped it.'), look)] : []),
    ...(model === undefined || model.trim() === '' ? [] : [markdown(model, look)]),
  ]);
  const joint = look.plain ? '\n' : '\n\n';
  return [rule('Follow-ups', '', look), ...parts].join(joint) + joint.slice(1);
}

const ENDS: Readonly<Record<MockEnd, string>> = {
  done: 'That was the last question.',
  time: 'The time is over, and the interview ends here as a real one would.',
  left: 'The interview is ended.',
};

/** The interview is over, and nothing of the answers is shown yet. */
export function renderMockEnd(
  { endedBy = 'done', turns, questions, usedMs, budgetMs }: Mock,
  look: Look,
): string {
  const answered = turns.filter(({ answer }) => answer !== undefined).length;
  const notAsked = questions.length - turns.length;
  return [
    ...(look.plain ? [''] : []),
    rule('The interview is over', '', look),
    paragraph(ENDS[endedBy], look),
    facts(
      [
        `${answered} of ${countOf(questions.length, 'question')} answered`,
        notAsked > 0 ? `${notAsked} not asked` : '',
        `${elapsedText(usedMs)} of ${elapsedText(budgetMs)}`,
      ],
      look,
    ),
    ...(look.plain ? [] : ['']),
  ].join('\n');
}
