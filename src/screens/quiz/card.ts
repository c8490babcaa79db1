import type { QuestionHead } from '../../core/base/question.ts';
import { countOf } from '../../core/base/wording.ts';
import { sessionKeys } from '../../core/quiz/session-keys.ts';
import { facts, innerColumns, inset, type Display, paragraph, rule } from '../ui/frame.ts';
import { clean, hangText } from '../ui/width.ts';

export type Card = {
  readonly question: Pick<
    QuestionHead,
    'id' | 'number' | 'section' | 'title' | 'kind' | 'difficulty' | 'minutes' | 'draft'
  >;
  /** The question beyond its title, rendered for the columns inside the indent. */
  readonly asked?: string;
  readonly at: number;
  readonly of: number;
  readonly attempts: number;
  /** True when it returns within the session. */
  readonly again: boolean;
  /** Numbers that the question and its follow-ups cite, and how many of them have no value yet. */
  readonly numbers: number;
  readonly unfilled: number;
  /** Number of follow-up questions; absent where no key shows them. */
  readonly followUps?: number;
};

/** `Q4`, or the id of a question without a number. */
export const labelOf = ({ id, number }: Pick<QuestionHead, 'id' | 'number'>): string =>
  number === undefined ? clean(id) : `Q${number}`;

function seen({ attempts, again }: Card): string {
  if (again) return 'once more';
  return attempts === 0 ? 'new' : attempts === 1 ? 'seen once' : `seen ${attempts} times`;
}

export function openNumbersText({ numbers, unfilled }: Pick<Card, 'numbers' | 'unfilled'>): string {
  if (unfilled === 0) return '';
  const of = unfilled === numbers ? '' : ` of ${numbers}`;
  return `${unfilled}${of} ${numbers === 1 ? 'number' : 'numbers'} unfilled`;
}

export const followUpsText = (followUps: number): string =>
  followUps === 0 ? '' : countOf(followUps, 'follow-up');

export function renderCard(card: Card, display: Display): string {
  const { question } = card;
  const where = [clean(question.section).replaceAll('\n', ' '), labelOf(question)].filter(Boolean);
  const { theme } = display;
  const known = [
    theme.dim(question.difficulty),
    theme.dim(`${question.minutes} min`),
    theme.dim(seen(card)),
    question.kind === 'star' ? theme.dim('a story: situation, task, action, result') : '',
    theme.warn(openNumbersText(card)),
    question.draft ? theme.warn('no answer yet') : '',
    theme.dim(followUpsText(card.followUps ?? 0)),
  ];
  const blank = display.plain ? [] : [''];
  return [
    ...(display.plain ? [''] : []),
    rule(`${card.at} of ${card.of}`, where.join(` ${theme.symbols.dot} `), display),
    ...blank,
    paragraph(theme.title(clean(question.title).replaceAll('\n', ' ')), display),
    ...(card.asked === undefined ? [] : ['', inset(card.asked, display)]),
    ...blank,
    facts(known, display),
    ...blank,
  ].join('\n');
}

const TYPING = [
  'While you type, an empty line or Ctrl-D ends the answer and Ctrl-E opens your editor.',
  'Press Enter without typing if you answered aloud.',
  'To use a key while you type, press Esc, then the letter.',
];

const SPEAKING = ['While it records, space or Enter stops it; of the keys only s and q act then.'];

/** In plain mode keys need Enter. */
const PLAIN = [
  'An empty line ends the answer; an empty line at once means that you said it aloud.',
  'To use a key while you type, write a slash and the letter on a line of its own, such as /s.',
];

function keyHelp(
  heading: string,
  keys: readonly (readonly [letter: string, help: string])[],
  how: string,
  display: Display,
): readonly string[] {
  const lines = keys.map(([letter, help]) =>
    hangText(`${display.theme.key(letter)}  `, help, innerColumns(display)),
  );
  return [
    rule(heading, '', display),
    inset(lines.join('\n'), display),
    paragraph(display.theme.dim(how), display),
  ];
}

type KeysShown = {
  readonly isSpoken?: boolean;
  readonly isReview?: boolean;
};

export function renderKeys(display: Display, { isSpoken = false, isReview = false }: KeysShown = {}): string {
  const keys = sessionKeys.flatMap(([, { letter, help, places }]) =>
    (isSpoken || places.includes('text')) && (!isReview || places.includes('review'))
      ? [[letter, help] as const]
      : [],
  );
  const how = isSpoken ? SPEAKING : display.plain ? PLAIN : TYPING;
  return `${keyHelp('Keys', keys, how.join(' '), display).join(display.plain ? '\n' : '\n\n')}\n`;
}

export function renderInterviewKeys(display: Display): string {
  const keys = sessionKeys.flatMap(([, { letter, interview }]) =>
    interview === undefined ? [] : [[letter, interview] as const],
  );
  const how = display.plain
    ? 'To use a key while you type, write a slash and the letter on a line of its own, such as /s.'
    : 'To use a key while you type, press Esc, then the letter.';
  return `${keyHelp('Keys of a mock', keys, how, display).join('\n')}\n`;
}
