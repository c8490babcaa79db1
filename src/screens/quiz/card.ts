import {
  type CitingHead,
  type FilledCount,
  unfilledKeys,
  type Values,
  wantedKeys,
} from '../../core/fill/conditional.ts';
import type { PromptStep } from '../../context.ts';
import { type Calendar, dayOf } from '../../core/base/day.ts';
import { labelOf, type QuestionHead, type QuestionId, type StarPart } from '../../core/base/question.ts';
import { titleText } from '../../core/base/text.ts';
import { countOf, listText } from '../../core/base/wording.ts';
import { sessionKeys } from '../../core/quiz/session.ts';
import type { Progress } from '../../core/schedule/progress.ts';
import { blankLine, facts, inset, type Display, listItem, newScreen, paragraph, rule } from '../ui/frame.ts';
import { foundLegend } from '../ui/theme.ts';
import { clean, padTo, textWidth } from '../ui/width.ts';

export type Card = {
  readonly question: Pick<
    QuestionHead,
    'id' | 'number' | 'label' | 'section' | 'title' | 'kind' | 'difficulty' | 'minutes' | 'draft'
  >;
  /** The question beyond its title. */
  readonly asked?: string;
  /** Of a story. */
  readonly parts?: readonly StarPart[];
  readonly at: number;
  readonly of: number;
  readonly attempts: number;
  /** It returns within the session. */
  readonly again: boolean;
  /** `openNumbersText`. */
  readonly open: string;
  readonly followUps?: number;
};

type Labeled = Pick<QuestionHead, 'id' | 'number' | 'label'>;

/** `Q4`, `dq:4`, or the id of a question without a number. */
export const shownId = (question: Labeled): string => clean(labelOf(question));

/** Markdown; the newest is last. */
export const notesIn = ({ notes }: Pick<Progress, 'notes'>, id: QuestionId, calendar: Calendar): string =>
  (notes.get(id) ?? [])
    .map(({ at, text }) => `- ${dayOf(at, calendar)}: ${text.replaceAll('\n', '\n  ')}`)
    .join('\n');

/** Falls back to the id if the bank no longer has the question. */
export const labelIn =
  (heads: ReadonlyMap<QuestionId, Labeled>) =>
  (id: QuestionId): string =>
    shownId(heads.get(id) ?? { id });

function seen({ attempts, again }: Card): string {
  if (again) return 'repeat';
  return ['new', 'seen once', 'seen twice'][attempts] ?? `seen ${attempts} times`;
}

/** `3 of 29 core values filled, 2 not measured`. */
export const filledText = ({ filled, unmeasured, of }: FilledCount, what = 'core value'): string =>
  `${filled} of ${countOf(of, what)} filled${unmeasured === 0 ? '' : `, ${unmeasured} not measured`}`;

export const uncomputedText = (names: readonly string[]): string =>
  names.length === 0 ? '' : `${listText(names.map(clean))} cannot be computed (\`prep check\` says why)`;

export function openNumbersText(head: CitingHead, values: Values): string {
  const [numbers, unfilled] = [wantedKeys(head, values).length, unfilledKeys(head, values).length];
  if (unfilled === 0) return '';
  const of = unfilled === numbers ? '' : ` of ${numbers}`;
  return `${unfilled}${of} ${numbers === 1 ? 'value' : 'values'} unfilled`;
}

export const followUpsText = (followUps: number): string =>
  followUps === 0 ? '' : countOf(followUps, 'follow-up');

export function renderCard(card: Card, display: Display): string {
  const { question } = card;
  const where = [clean(question.section).replaceAll('\n', ' '), shownId(question)].filter(Boolean);
  const { theme } = display;
  const known = [
    theme.dim(question.difficulty),
    theme.dim(`${question.minutes} min`),
    theme.dim(seen(card)),
    card.parts ? theme.dim(`a story: ${card.parts.join(', ')}`) : '',
    theme.warn(card.open),
    question.draft ? theme.warn('no answer yet') : '',
    theme.dim(followUpsText(card.followUps ?? 0)),
  ];
  const blank = blankLine(display);
  return [
    newScreen(`${card.at} of ${card.of}`, where.join(` ${theme.symbols.dot} `), display) + blank,
    paragraph(theme.title(titleText(question.title)), display),
    ...(card.asked === undefined ? [] : ['', inset(card.asked, display)]),
    blank + facts(known, display) + blank,
  ].join('\n');
}

type KeyLine = readonly [key: string, does: string];

/** Besides the letters. */
const STEP_KEYS: Readonly<Record<PromptStep, readonly KeyLine[]>> = {
  typing: [
    ['Enter', 'new line; on an empty last line, end the answer'],
    ['Enter', 'without typing: you said the answer aloud'],
    ['Ctrl-D', 'end the answer, wherever the cursor is'],
    ['Ctrl-E', 'open your editor'],
    ['Esc', 'then one of the letters below'],
  ],
  thinking: [['Enter', 'or space: you said the answer; show it']],
  recording: [['Enter', 'or space: stop the recording']],
  ticking: [
    ['y n', 'yes or no for the current point, then the next unsettled one'],
    ['space', 'toggle between yes and no'],
    ['1-9', 'go to the point with that number'],
    [
      'a',
      'accept the marks: found is yes, not found is no; without marks, yes for all. Then continue, unless a point is left',
    ],
    ['j k', 'down and up, like the arrow keys and Tab'],
    ['Enter', 'next unsettled point; after the last one, or again while none is settled, continue'],
  ],
  rating: [
    ['1', 'again: you did not recall it'],
    ['2', 'hard: you recalled it with effort'],
    ['3', 'good: you recalled it'],
    ['4', 'easy: you recalled it right away'],
    ['Enter', 'accept the suggested rating, if points suggest one'],
  ],
  pausing: [['Enter', 'or space: continue']],
  line: [['Enter', 'accept the line; an empty line changes nothing']],
};

function scrolling(step: PromptStep): KeyLine {
  const isText = step === 'typing' || step === 'line';
  return ['PgUp PgDn', `scroll the text${isText ? '' : '; Ctrl-U and Ctrl-D scroll half a page'}`];
}

/** In plain mode keys need Enter. */
const PLAIN =
  'An empty line ends the answer. To use a key while you type, type a slash and the letter on a line of its own, such as /s.';

type KeysShown = {
  readonly isSpoken?: boolean;
  readonly isReview?: boolean;
  readonly isInterview?: boolean;
  readonly isFull?: boolean;
};

function letters(step: PromptStep, { isSpoken, isReview, isInterview }: KeysShown): readonly KeyLine[] {
  const place = step === 'recording' ? 'recording' : step === 'typing' ? 'text' : undefined;
  return sessionKeys.flatMap(([, { letter, help, places, interview }]): readonly KeyLine[] => {
    if (isInterview) return interview === undefined ? [] : [[letter, interview]];
    const acts =
      (place === undefined ? isSpoken || places.includes('text') : places.includes(place)) &&
      (!isReview || places.includes('review'));
    return acts ? [[letter, help]] : [];
  });
}

export function renderKeys(step: PromptStep, display: Display, shown: KeysShown = {}): string {
  const { plain, theme } = display;
  const marks: readonly KeyLine[] =
    step === 'ticking' ? [['marks', `prep's guess from your words: ${foundLegend(theme)}`]] : [];
  const special: readonly KeyLine[] = plain
    ? []
    : [...STEP_KEYS[step], ...marks, ...(shown.isFull ? [scrolling(step)] : [])];
  const all = [...special, ...letters(step, shown)];
  const width = Math.max(1, ...all.map(([key]) => textWidth(key)));
  const lines = all.map(([key, does]) => listItem(`${theme.key(padTo(key, width))} `, does, display));
  const title = shown.isInterview ? 'Keys in a mock' : 'Keys';
  return [rule(title, '', display), inset(lines.join('\n'), display), ...(plain ? [PLAIN] : [''])].join('\n');
}
