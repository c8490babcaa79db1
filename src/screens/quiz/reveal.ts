import type { Evidence } from '../../context.ts';
import type { Points, PointState } from '../../core/base/attempt.ts';
import { type MetricName, withoutKeys } from '../../core/base/metric.ts';
import type { FollowUp, Question } from '../../core/base/question.ts';
import type { Text } from '../../core/base/span.ts';
import { checkItems, type Feedback, type WrongNumber } from '../../core/feedback/feedback.ts';
import type { Topic } from '../../core/feedback/find.ts';
import { wrongNumberSentence, wrongNumberText } from '../../core/feedback/wrong-numbers.ts';
import type { Segment, Values } from '../../core/fill/conditional.ts';
import { omittedText } from '../../core/fill/gaps.ts';
import { fillText } from '../../core/fill/values.ts';
import { renderStory, type Story } from '../stories/stories.ts';
import { blankLine, type Display, innerColumns, inset, listItem, paragraph, rule } from '../ui/frame.ts';
import { renderFilled } from '../ui/markdown.ts';
import { foundMark, settledText, type Theme } from '../ui/theme.ts';
import { clean, hangText, oneLine, wrapText } from '../ui/width.ts';
import { followUpsText, openNumbersText } from './card.ts';

// What prep found in an answer: points with their sentences, wrong numbers, values cited. The marks are
// guesses; only the person decides.

type ShownPoint = Evidence & { readonly text: string };

type ShownFeedback = Pick<Feedback, 'wrongNumbers' | 'cited' | 'notCited' | 'topic'> & {
  readonly points: readonly ShownPoint[];
  readonly values: Values;
};

function markOf(state: PointState, { good, warn, bad, dim, symbols }: Theme): string {
  const style = { found: good, maybe: warn, contradicted: bad, missing: dim }[state];
  return style(foundMark(state, symbols));
}

function pointText(mark: string, point: string, said: string | undefined, display: Display): string {
  const columns = innerColumns(display);
  const text = hangText(`${mark} `, oneLine(clean(point)), columns);
  return said ? `${text}\n${wrapText(display.theme.dim(said), columns, '    ')}` : text;
}

const renderWrongNumbers = (wrongNumbers: readonly WrongNumber[], display: Display): string => {
  const { bad, symbols } = display.theme;
  return wrongNumbers
    .map((wrong) => listItem(bad(symbols.cross), clean(wrongNumberSentence(wrong)), display))
    .join('\n');
};

export function renderContradicted(
  { points, wrongNumbers }: Pick<Feedback, 'wrongNumbers' | 'points'>,
  display: Display,
): string {
  const { theme } = display;
  const contradicted = points
    // A wrong number is shown once.
    .filter(
      ({ state, reason = '' }) =>
        state === 'contradicted' && !wrongNumbers.some((one) => reason === wrongNumberText(one)),
    )
    .map(({ text, reason = '' }) =>
      listItem(theme.bad(theme.symbols.cross), `${oneLine(clean(text))}: it ${clean(reason)}.`, display),
    );
  const lines = [renderWrongNumbers(wrongNumbers, display), ...contradicted].filter((line) => line !== '');
  return lines.length === 0 ? '' : `${lines.join('\n')}\n`;
}

/** With the name, if it is a metric's: a number alone does not say what it is of. */
const renderValues = (keys: readonly MetricName[], values: Values, { filled, dim }: Theme): string =>
  keys
    .map((key) => {
      const value = values.get(key)?.text;
      const name = value === undefined || key.includes('/') ? '' : dim(` (${clean(key)})`);
      return `${filled(clean(value ?? withoutKeys(key)))}${name}`;
    })
    .join(', ');

const OFF_TOPIC = 'Your answer has almost nothing in common with this question.';
const NO_POINTS = 'This question has no key points to compare your answer with.';

export function renderFeedback(feedback: ShownFeedback, display: Display): string {
  const { theme } = display;
  const metrics = (heading: string, keys: readonly MetricName[]): string =>
    keys.length === 0 ? '' : paragraph(`${heading}: ${renderValues(keys, feedback.values, theme)}`, display);
  const wrong = renderWrongNumbers(feedback.wrongNumbers, display);
  const lines = [
    feedback.topic === 'off-topic' ? paragraph(theme.warn(OFF_TOPIC), display) : '',
    feedback.points.length === 0 ? paragraph(theme.dim(NO_POINTS), display) : '',
    inset(
      feedback.points
        .map(({ state, text, said }) => pointText(markOf(state, theme), text, said, display))
        .join('\n'),
      display,
    ),
    wrong === '' ? '' : inset(wrong, display),
    metrics('Cited', feedback.cited),
    metrics('Not cited', feedback.notCited),
  ];
  return `${lines.filter((line) => line.trim() !== '').join(display.plain ? '\n' : '\n\n')}\n`;
}

export type Reveal = {
  readonly question: Question;
  readonly values: Values;
  readonly own?: readonly Segment[];
  readonly typed: string;
  readonly isHeard?: boolean;
  readonly topic?: Topic;
  /** Replaces the model answer. */
  readonly story?: Story;
  readonly wrongNumbers?: readonly WrongNumber[];
  readonly cited: readonly MetricName[];
  readonly uncited: readonly MetricName[];
  readonly followUps?: number;
  /** Markdown. */
  readonly notes?: string;
  readonly isBelowHeadline?: boolean;
};

const markdown = (segments: readonly Segment[], display: Display): string =>
  renderFilled(segments, { columns: innerColumns(display), theme: display.theme });

const section = (heading: string, body: string, display: Display): string =>
  body === '' ? '' : `${rule(heading, '', display)}\n${blankLine(display)}${inset(body, display)}\n`;

function modelAnswer(reveal: Reveal, display: Display): string {
  const { question } = reveal;
  if (question.draft) {
    if (reveal.own) return '';
    const invitation = reveal.typed
      ? 'This question has no answer yet. Press K to keep what you typed as your own, or o to open it in your editor.'
      : 'This question has no answer yet. Press o to write your own.';
    return section('No answer yet', wrapText(display.theme.warn(invitation), innerColumns(display)), display);
  }
  return textSection('Model answer', question.answer, reveal, display);
}

/** With the whole of what a prompt cuts. */
export function renderPoints(
  items: readonly string[],
  points: Points,
  found: readonly Evidence[],
  display: Display,
): string {
  const { theme } = display;
  const lines = items.map((text, i) => {
    const { state, said } = found[i] ?? {};
    const mark = state ? markOf(state, theme) : theme.symbols.bullet;
    return pointText(settledText(points[i], theme) ?? mark, text, said, display);
  });
  return section('Points', lines.join('\n'), display);
}

type Filled = Pick<Reveal, 'question' | 'values'>;

const textSection = (heading: string, text: Text, { question, values }: Filled, display: Display): string =>
  section(heading, markdown(fillText(text, question, values), display), display);

export const renderHeadline = (reveal: Filled, display: Display): string =>
  reveal.question.headline ? textSection('Headline', reveal.question.headline, reveal, display) : '';

export function renderCited(reveal: Reveal, display: Display): string {
  const { theme } = display;
  const { question, cited, typed, values, wrongNumbers = [] } = reveal;
  // A value said wrong is told as that.
  const uncited = reveal.uncited.filter((key) => !wrongNumbers.some(({ metric }) => metric === key));
  const { tick } = theme.symbols;
  const omitted = omittedText(question.answer, question, values);
  const open = openNumbersText(question, values);
  const shown = (keys: readonly MetricName[]): string => renderValues(keys, values, theme);
  return [
    cited.length > 0 && `${theme.good(tick)} cited: ${shown(cited)}`,
    typed !== '' && uncited.length > 0 && `${markOf('missing', theme)} not cited: ${shown(uncited)}`,
    omitted !== '' && theme.warn(clean(omitted)),
    open !== '' && theme.warn(`${open}; press f to fill one`),
  ]
    .flatMap((line) => (line === false ? [] : [paragraph(line, display)]))
    .join('\n');
}

function typedPart({ question, typed, isHeard, topic }: Reveal, display: Display): string {
  const { warn, dim } = display.theme;
  const text = wrapText(clean(typed), innerColumns(display));
  const isBare = !question.draft && checkItems(question).length === 0;
  const notes = [topic === 'off-topic' ? warn(OFF_TOPIC) : '', isBare ? dim(NO_POINTS) : ''];
  return [
    section(isHeard ? 'You said' : 'You typed', text, display),
    ...notes.flatMap((note) => (note === '' ? [] : [`${paragraph(note, display)}\n`])),
  ].join(display.plain ? '' : '\n');
}

/** Without texts that are already beside the parts of a story. */
function answerParts(reveal: Reveal, display: Display): readonly string[] {
  const { own, typed, story, isBelowHeadline, question } = reveal;
  // The headline is not a part of a story.
  const headline = story && !isBelowHeadline ? renderHeadline(reveal, display) : '';
  const depth = isBelowHeadline && question.depth;
  const shownBeside = story?.yoursIs;
  return [
    own && shownBeside !== 'Your version' ? section('Your version', markdown(own, display), display) : '',
    headline,
    story
      ? renderStory(story, display)
      : depth
        ? textSection('In depth', depth, reveal, display)
        : modelAnswer(reveal, display),
    typed && shownBeside !== 'You typed' && shownBeside !== 'You said' ? typedPart(reveal, display) : '',
  ].filter((text) => text !== '');
}

export function renderReveal(reveal: Reveal, display: Display): string {
  const { followUps = 0, notes = '', wrongNumbers = [] } = reveal;
  // First, because the model answer is longer than most windows.
  const wrong =
    wrongNumbers.length > 0 ? [`${inset(renderWrongNumbers(wrongNumbers, display), display)}\n`] : [];
  const more = `${followUpsText(followUps)}; press w for ${followUps === 1 ? 'it' : 'them'}`;
  const below = [
    renderCited(reveal, display),
    followUps === 0 ? '' : paragraph(display.theme.dim(more), display),
  ].filter((text) => text !== '');
  return [
    ...wrong,
    ...answerParts(reveal, display),
    ...(notes === ''
      ? []
      : [section('Your notes', markdown([{ kind: 'plain', text: notes }], display), display)]),
    ...(below.length > 0 ? [`${below.join('\n')}\n`] : []),
  ].join('\n');
}

export const renderReply = (text: string, display: Display): string =>
  paragraph(display.theme.dim(`You: ${clean(text)}`), display);

export function renderFollowUp(
  followUp: FollowUp,
  part: 'question' | 'answer',
  { question, values }: Filled,
  display: Display,
): string {
  const text = markdown(fillText(followUp[part], question, values), display);
  return inset(part === 'question' ? display.theme.strong(text) : text, display);
}
