// The card of a question: what is asked, and the facts that one wants to know before answering.
import type { QuestionHead } from '../core/question.ts';
import { countOf } from '../core/wording.ts';
import { facts, inset, paragraph, rule, type Look } from './frame.ts';
import { clean } from './width.ts';

export type Card = {
  readonly question: Pick<
    QuestionHead,
    'id' | 'number' | 'section' | 'title' | 'kind' | 'difficulty' | 'minutes' | 'draft'
  >;
  /** What is asked beyond the title, rendered for the columns inside the indent. */
  readonly asked?: string;
  /** Position in the session, from 1. */
  readonly at: number;
  readonly of: number;
  /** Attempts before this one. */
  readonly attempts: number;
  /** True when it comes back within the session. */
  readonly again: boolean;
  /** Numbers that the question and its follow-ups cite, and how many of them have no value yet. */
  readonly numbers: number;
  readonly unfilled: number;
  /** Follow-up questions that a key goes through; left out where none does. */
  readonly followUps?: number;
};

/** `Q4`, or the id of a question without a number. */
export const labelOf = ({ id, number }: Pick<QuestionHead, 'id' | 'number'>): string =>
  number === undefined ? clean(id) : `Q${number}`;

function seen({ attempts, again }: Card): string {
  if (again) return 'once more';
  return attempts === 0 ? 'new' : attempts === 1 ? 'seen once' : `seen ${attempts} times`;
}

/** `4 of 8 numbers unfilled`; nothing when all have a value. */
export function openNumbersText({ numbers, unfilled }: Pick<Card, 'numbers' | 'unfilled'>): string {
  if (unfilled === 0) return '';
  const of = unfilled === numbers ? '' : ` of ${numbers}`;
  return `${unfilled}${of} ${numbers === 1 ? 'number' : 'numbers'} unfilled`;
}

/** `2 follow-ups`; nothing without any. */
export const followUpsText = (followUps: number): string =>
  followUps === 0 ? '' : countOf(followUps, 'follow-up');

/** The card, without a final newline. */
export function renderCard(card: Card, look: Look): string {
  const { question } = card;
  const where = [clean(question.section).replaceAll('\n', ' '), labelOf(question)].filter(Boolean);
  const { theme } = look;
  const known = [
    theme.dim(question.difficulty),
    theme.dim(`${question.minutes} min`),
    theme.dim(seen(card)),
    question.kind === 'star' ? theme.dim('a story: situation, task, action, result') : '',
    theme.warn(openNumbersText(card)),
    question.draft ? theme.warn('no answer yet') : '',
    theme.dim(followUpsText(card.followUps ?? 0)),
  ];
  return [
    ...(look.plain ? [''] : []),
    rule(`${card.at} of ${card.of}`, where.join(` ${theme.symbols.dot} `), look),
    ...(look.plain ? [] : ['']),
    paragraph(theme.title(clean(question.title).replaceAll('\n', ' ')), look),
    ...(card.asked === undefined ? [] : ['', inset(card.asked, look)]),
    ...(look.plain ? [] : ['']),
    facts(known, look),
    ...(look.plain ? [] : ['']),
  ].join('\n');
}
